import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  DataTypeMismatchError,
  ForeignTensorError,
  GraphNameError,
  NoGradientError,
  ShapeMismatchError,
  UnknownDimensionError,
} from "./errors.ts";
import {
  add,
  argMax,
  cast,
  concat,
  expand,
  filled,
  GraphBuilder,
  gather,
  gatherElements,
  gemm,
  gradients,
  greater,
  layerNormalization,
  matmul,
  multiply,
  reduceSum,
  reshape,
  scatterElementsAdd,
  scatterND,
  slice,
  softmaxCrossEntropy,
  sparseDense,
  squeeze,
  type Tensor,
  tensorData,
  transpose,
  where,
} from "./index.ts";

function twoInputs() {
  const graph = new GraphBuilder();
  return {
    graph,
    x: graph.input("x", "float32", ["batch", 3]),
    y: graph.input("y", "float32", ["tokens", 4]),
    ids: graph.input("ids", "int64", ["batch"]),
    yes: graph.input("yes", "bool", ["batch"]),
  };
}

describe("names", () => {
  test("are taken once, and not empty", () => {
    const { graph, x } = twoInputs();
    assert.throws(() => graph.input("x", "float32", []), GraphNameError);
    assert.throws(() => graph.parameter("", [1]), GraphNameError);
    assert.throws(() => graph.parameter("/Add_0", [1]), GraphNameError);
    graph.output("z", x);
    assert.throws(() => graph.output("z", x), GraphNameError);
  });

  test("of dimensions must be those of some tensor", () => {
    const { graph } = twoInputs();
    assert.throws(() => filled(graph, "float32", ["width"], 0), UnknownDimensionError);
    assert.throws(() => filled(graph, "float32", ["batch*width"], 0), /"width"; known: batch, tokens/);
  });
});

describe("shape and type rules", () => {
  const faults: Readonly<Record<string, (t: ReturnType<typeof twoInputs>) => unknown>> = {
    "other names don't broadcast": ({ x, y }) => add(x, y),
    "nor do other sizes": ({ x, graph }) => add(x, graph.input("w", "float32", [2])),
    "inner sizes of a product": ({ x, y }) => matmul(x, y),
    "vectors are not matrices": ({ x, graph }) => matmul(x, graph.input("v", "float32", [3])),
    "a bias too long": ({ x, graph }) => gemm(x, graph.parameter("w", [3, 2]), graph.parameter("b", [3])),
    "elements get lost": ({ x }) => reshape(x, ["batch", 2]),
    "elements don't divide": ({ x }) => reshape(x, [-1, 2]),
    "a dimension that isn't 1": ({ x }) => squeeze(x, [1]),
    "an order that names an axis twice": ({ x }) => transpose(x, [0, 0]),
    "an order that leaves an axis out": ({ x }) => transpose(x, [0]),
    "no such axis": ({ x }) => argMax(x, 2),
    "no such axis from the end": ({ x }) => reduceSum(x, [-3]),
    "repeating what isn't 1": ({ x }) => expand(x, ["batch", 6]),
    "a cut beyond the end": ({ x }) => slice(x, 0, 4, 1),
    "a cut that ends before it starts": ({ x }) => slice(x, 2, 1, 1),
    "joined parts of other sizes": ({ x, y }) => concat([x, y]),
    "nothing to join": () => concat([]),
    "too few dimensions of indices": ({ x, ids }) => gatherElements(x, ids, 0),
    "updates without an index": ({ x, ids, graph }) =>
      scatterElementsAdd(graph.parameter("w", [3]), ids, reduceSum(x, [0]), 0),
    "indices deeper than the tensor": ({ x, graph }) =>
      scatterND(x, graph.input("at", "int64", [1, 3]), graph.input("u", "float32", [1])),
    "a scale of another length": ({ x, graph }) =>
      layerNormalization(x, graph.parameter("scale", [2]), graph.parameter("shift", [3])),
    "a value without an index": ({ x, ids, graph }) =>
      sparseDense(
        { indices: ids, values: slice(x, 0, 1, 1), offsets: ids },
        graph.parameter("w", [9, 2]),
        graph.parameter("b", [2]),
      ),
    "a constant with elements missing": ({ graph }) =>
      graph.constant({ type: "float32", shape: [2], data: new Float32Array(1) }),
  };
  for (const [name, build] of Object.entries(faults)) {
    test(name, () => assert.throws(() => build(twoInputs()), ShapeMismatchError));
  }

  const typeFaults: Readonly<Record<string, (t: ReturnType<typeof twoInputs>) => unknown>> = {
    "two types": ({ x, ids }) => add(reduceSum(x, [1]), ids),
    "sums of truths": ({ yes }) => add(yes, yes),
    "products of integers": ({ ids, graph }) => matmul(reshape(ids, [-1, 1]), graph.input("n", "int64", [1, 1])),
    "ids that are floats": ({ x, y }) => gather(x, y),
    "a condition that is no truth": ({ x }) => where(x, x, 0),
    "plain numbers as half precision": () => tensorData("float16", [1], [0.5]),
    "labels that are floats": ({ x }) => softmaxCrossEntropy(x, reduceSum(x, [1])),
  };
  for (const [name, build] of Object.entries(typeFaults)) {
    test(name, () => assert.throws(() => build(twoInputs()), DataTypeMismatchError));
  }

  test("tensors of two graphs don't mix", () => {
    const [one, other] = [twoInputs(), twoInputs()];
    assert.throws(() => add(one.x, other.x), ForeignTensorError);
    assert.throws(() => one.graph.output("z", other.x), ForeignTensorError);
  });

  test("equal small constants are one tensor, except for the sign of zero", () => {
    const { graph } = twoInputs();
    const constant = (value: number) => graph.constant(tensorData("float32", [], [value]));
    assert.equal(constant(0.5), constant(0.5));
    assert.notEqual(constant(0), constant(-0));
  });
});

describe("gradients", () => {
  test("need a floating-point scalar", () => {
    const { x, ids } = twoInputs();
    assert.throws(() => gradients(x, [x]), NoGradientError);
    assert.throws(() => gradients(reduceSum(ids), [x]), NoGradientError);
  });

  test("need a path that can be differentiated", () => {
    const { x, y } = twoInputs();
    assert.throws(() => gradients(reduceSum(x), [y]), /does not depend on the tensor "y"/);
    const counted = cast(greater(x, 0), "float32");
    assert.throws(() => gradients(reduceSum(counted), [x]), NoGradientError);
    const whole = cast(cast(x, "int64"), "float32");
    assert.throws(() => gradients(reduceSum(whole), [x]), NoGradientError);
  });

  test("add nothing for tensors that were not asked for", () => {
    const { graph, x } = twoInputs();
    const weight = graph.parameter("weight", [3, 3]);
    const loss = reduceSum(matmul(x, weight));
    const before = graph.nodes.length;
    gradients(loss, [weight]);
    const added = graph.nodes.slice(before).map(({ type }) => type);
    assert.equal(added.filter((type) => type === "Gemm" || type === "MatMul").length, 1, added.join(" "));
  });

  test("have the shapes of their tensors, and come as rows for what was gathered", () => {
    const { graph, ids } = twoInputs();
    const table = graph.parameter("table", [100, 4]);
    const picked = gather(table, ids);
    const [byTable, byRows] = gradients(reduceSum(multiply(picked, picked)), [table, picked]) as [Tensor, Tensor];
    assert.deepEqual(byTable.shape, [100, 4]);
    assert.deepEqual(byRows.shape, ["batch", 4]);
  });

  test("of the loss by itself are 1", () => {
    const { x } = twoInputs();
    const loss = reduceSum(x);
    assert.deepEqual(gradients(loss, [loss])[0]!.value, tensorData("float32", [], [1]));
  });
});
