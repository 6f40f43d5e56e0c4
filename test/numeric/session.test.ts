/** @file Running models: results, bits, misuse. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import {
  add,
  GraphBuilder,
  gather,
  gradients,
  matmul,
  reduceMean,
  relu,
  tanh,
  tensorData,
} from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import {
  BrokenModelError,
  createSession,
  ModelInputError,
  ModelRunError,
  ReleasedSessionError,
} from "../../src/numeric/runtime/index.ts";

function addOneModel(): Uint8Array {
  const graph = new GraphBuilder();
  graph.output("y", add(graph.input("x", "float32", ["batch"]), 1));
  return encodeModel(graph);
}

const two = tensorData("float32", [2], [1, 2]);

describe("createSession", () => {
  test("names inputs and outputs, and computes", async () => {
    const session = await createSession(addOneModel());
    assert.deepEqual([session.inputNames, session.outputNames], [["x"], ["y"]]);
    const { y } = await session.run({ x: two });
    assert.deepEqual(y, tensorData("float32", [2], [2, 3]));
    await session.release();
  });

  test("loads from shared memory and from the middle of a buffer", async () => {
    const model = addOneModel();
    const shared = new Uint8Array(new SharedArrayBuffer(model.length + 3), 3);
    shared.set(model);
    const session = await createSession(shared);
    const values = new Float32Array(new SharedArrayBuffer(16), 4, 2);
    values.set([5, 6]);
    const { y } = await session.run({ x: { type: "float32", shape: [2], data: values } });
    assert.deepEqual([...y!.data], [6, 7]);
    await session.release();
  });

  test("int64 is exact", async () => {
    const graph = new GraphBuilder();
    graph.output("y", add(graph.input("x", "int64", [1]), 1));
    const session = await createSession(encodeModel(graph));
    const { y } = await session.run({ x: { type: "int64", shape: [1], data: BigInt64Array.of(2n ** 53n) } });
    assert.deepEqual(y!.data, BigInt64Array.of(2n ** 53n + 1n));
    await session.release();
  });

  test("refuses what is not a model", async () => {
    const model = addOneModel();
    for (const bytes of [new Uint8Array(), Uint8Array.of(1, 2, 3), model.slice(0, model.length >> 1)]) {
      await assert.rejects(createSession(bytes), BrokenModelError);
    }
  });

  test("says what is wrong with inputs", async () => {
    const session = await createSession(addOneModel());
    await assert.rejects(session.run({}), (error) => error instanceof ModelInputError && /"x"/.test(error.message));
    const short = { type: "float32", shape: [3], data: two.data } as const;
    await assert.rejects(session.run({ x: short }), ModelInputError);
    await assert.rejects(session.run({ x: tensorData("float64", [2], [1, 2]) }), ModelRunError);
    await assert.rejects(session.run({ x: tensorData("float32", [1, 2], [1, 2]) }), ModelRunError);
    await session.release();
  });

  test("an id outside of the vocabulary stops the run, and the session goes on", async () => {
    const graph = new GraphBuilder();
    graph.output("y", gather(graph.input("table", "float32", [3]), graph.input("ids", "int64", ["n"])));
    const session = await createSession(encodeModel(graph));
    const table = tensorData("float32", [3], [1, 2, 3]);
    await assert.rejects(session.run({ table, ids: tensorData("int64", [1], [3]) }), /ids are within|out of|stopped/);
    const { y } = await session.run({ table, ids: tensorData("int64", [1], [2]) });
    assert.deepEqual([...y!.data], [3]);
    await session.release();
  });

  test("a released session finishes what it started and takes nothing more", async () => {
    const session = await createSession(addOneModel());
    const running = session.run({ x: two });
    const released = session.release();
    assert.deepEqual([...(await running)["y"]!.data], [2, 3]);
    await released;
    await session.release();
    await assert.rejects(session.run({ x: two }), ReleasedSessionError);
  });

  for (const threads of [1, 2]) {
    test(`gives the same bits in every session with ${threads} thread${threads === 1 ? "" : "s"}`, async () => {
      const graph = new GraphBuilder();
      const ids = graph.input("ids", "int64", ["batch", "tokens"]);
      const table = graph.parameter("table", [500, 48]);
      const weight = graph.parameter("weight", [48, 48]);
      const loss = reduceMean(relu(matmul(tanh(matmul(gather(table, ids), weight)), weight)));
      graph.output("loss", loss);
      gradients(loss, [table, weight]).forEach((gradient, index) => {
        graph.output(`gradient${index}`, gradient);
      });
      const model = encodeModel(graph);
      const random = createRandom("bits");
      const numbers = (count: number) => Array.from({ length: count }, () => random.normal());
      const feeds = {
        ids: tensorData(
          "int64",
          [64, 50],
          Array.from({ length: 3200 }, () => random.integer(500)),
        ),
        table: tensorData("float32", [500, 48], numbers(24_000)),
        weight: tensorData("float32", [48, 48], numbers(2304)),
      };
      const results = [];
      for (let repeat = 0; repeat < 5; repeat++) {
        const session = await createSession(model, { threads });
        results.push(await session.run(feeds), await session.run(feeds));
        await session.release();
      }
      for (const result of results) assert.deepEqual(result, results[0]);
    });
  }
});
