import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { add, GraphBuilder, gemm, multiply, relu, softmax, type TensorData, tensorData } from "../graph/index.ts";
import { decodeModel, encodeModel, ParameterValueError, UnreadableModelError } from "./index.ts";

const weight = tensorData("float32", [3, 2], [1, 2, 3, 4, 5, 6]);

function exampleGraph(): GraphBuilder {
  const graph = new GraphBuilder();
  const x = graph.input("x", "float32", ["batch", 3]);
  const hidden = gemm(x, graph.parameter("weight", [3, 2]), graph.parameter("bias", [2]), { alpha: 0.5 });
  multiply(hidden, 3); // no output needs it
  graph.output("logits", add(hidden, 1));
  graph.output("probabilities", softmax(relu(hidden)));
  return graph;
}

function exampleModel(): Uint8Array {
  const bias = tensorData("float32", [2], [0.25, -1]);
  return encodeModel(exampleGraph(), { parameters: { weight, bias }, metadata: { b: "2", a: "é" } });
}

describe("encodeModel", () => {
  test("what it writes reads back", () => {
    const model = decodeModel(exampleModel());
    assert.equal(model.opset, 21);
    assert.deepEqual(model.inputs, [{ name: "x", type: "float32", shape: ["batch", 3] }]);
    assert.deepEqual(model.outputs, [
      { name: "logits", type: "float32", shape: ["batch", 2] },
      { name: "probabilities", type: "float32", shape: ["batch", 2] },
    ]);
    assert.deepEqual(model.initializers["weight"], weight);
    assert.deepEqual(model.metadata, { a: "é", b: "2" });
    assert.deepEqual(
      model.nodes.map(({ type, domain }) => `${domain}${type}`),
      ["Gemm", "Add", "Relu", "Softmax"],
    );
    assert.deepEqual(model.nodes[0]!.attributes, { alpha: { type: "float", value: 0.5 } });
    assert.deepEqual(model.nodes[3]!.attributes, { axis: { type: "int", value: 1 } });
    assert.deepEqual(model.nodes[0]!.inputs, ["x", "weight", "bias"]);
    assert.deepEqual(model.nodes[1]!.outputs, ["logits"]);
  });

  test("equal graphs give equal bytes, whatever the order of metadata and parameters", () => {
    const bias = tensorData("float32", [2], [0.25, -1]);
    const other = encodeModel(exampleGraph(), { metadata: { a: "é", b: "2" }, parameters: { bias, weight } });
    assert.deepEqual(other, exampleModel());
  });

  test("a parameter without a value is an input", () => {
    const model = decodeModel(encodeModel(exampleGraph(), { parameters: { weight } }));
    assert.deepEqual(
      model.inputs.map(({ name }) => name),
      ["x", "bias"],
    );
  });

  test("a parameter that no output needs is not written", () => {
    const graph = exampleGraph();
    graph.parameter("unused", [1]);
    assert.ok(!decodeModel(encodeModel(graph)).inputs.some(({ name }) => name === "unused"));
  });

  test("an input, a constant, and one tensor under two names can be outputs", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", "float32", [2]);
    const sum = add(x, 1);
    graph.output("same", x);
    graph.output("first", sum);
    graph.output("second", sum);
    graph.output("fixed", graph.constant(tensorData("int64", [1], [7])));
    const { nodes, initializers } = decodeModel(encodeModel(graph));
    const wiring = nodes.map(({ type, inputs, outputs }) => `${type} ${inputs[0]} → ${outputs[0]}`);
    assert.deepEqual(wiring.slice(0, 3), ["Add x → first", "Identity x → same", "Identity first → second"]);
    assert.deepEqual(initializers[nodes[3]!.inputs[0]!], tensorData("int64", [1], [7]));
    assert.deepEqual(nodes[3]!.outputs, ["fixed"]);
  });

  test("a weight of another shape or type is refused", () => {
    const wrongShape = { weight: tensorData("float32", [2, 3], [1, 2, 3, 4, 5, 6]) };
    assert.throws(() => encodeModel(exampleGraph(), { parameters: wrongShape }), ParameterValueError);
    const wrongType = { weight: tensorData("float64", [3, 2], [1, 2, 3, 4, 5, 6]) };
    assert.throws(() => encodeModel(exampleGraph(), { parameters: wrongType }), /weight.*float64.*float32/);
  });

  test("tensors of every type survive, extreme values too", () => {
    const tensors: readonly TensorData[] = [
      tensorData("float32", [3], [-0, Number.POSITIVE_INFINITY, 1e-45]),
      tensorData("float64", [2], [Math.PI, Number.NaN]),
      tensorData("int32", [2], [-(2 ** 31), 2 ** 31 - 1]),
      { type: "int64", shape: [2], data: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n) },
      tensorData("bool", [1, 2], [0, 1]),
      tensorData("uint8", [0], []),
      tensorData("int8", [], [-128]),
      { type: "float16", shape: [1], data: Uint16Array.of(0x3c00) },
    ];
    const graph = new GraphBuilder();
    tensors.forEach((data, index) => {
      graph.output(`y${index}`, graph.constant(data));
    });
    const read = Object.values(decodeModel(encodeModel(graph)).initializers);
    assert.equal(read.length, tensors.length);
    for (const tensor of tensors) {
      assert.ok(read.some((other) => other.type === tensor.type && Object.is(String(other.data), String(tensor.data))));
    }
  });
});

describe("decodeModel", () => {
  test("random bytes give a clear error, and nothing else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.throws(() => decodeModel(bytes), UnreadableModelError);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test("a damaged model is read or refused, never worse", () => {
    const model = exampleModel();
    fc.assert(
      fc.property(fc.nat(model.length - 1), fc.nat(255), fc.nat(model.length), (at, byte, length) => {
        const damaged = model.slice(0, Math.max(length, at + 1));
        damaged[at] = byte;
        try {
          decodeModel(damaged);
        } catch (error) {
          assert.ok(error instanceof UnreadableModelError, String(error));
        }
      }),
      { numRuns: 5000, seed: 1 },
    );
  });

  test("a model that is cut short is refused", () => {
    const model = exampleModel();
    for (let length = 0; length < model.length; length++) {
      try {
        const { metadata } = decodeModel(model.subarray(0, length));
        assert.equal(Object.keys(metadata).length < 2, true, `cut after ${length} of ${model.length} bytes`);
      } catch (error) {
        assert.ok(error instanceof UnreadableModelError);
      }
    }
  });
});
