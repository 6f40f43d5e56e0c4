/** @file Values of composites and gradients against plain loops, and what no sample can show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import {
  binaryCrossEntropyWithLogits,
  exp,
  GraphBuilder,
  gather,
  gradients,
  multiply,
  reduceSum,
  relu,
  scatterElementsAdd,
  softmaxCrossEntropy,
  sparseDense,
  type TensorData,
  tensorData,
} from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";

type Feeds = Readonly<Record<string, TensorData>>;

async function compute(graph: GraphBuilder, feeds: Feeds, threads = 1): Promise<Feeds> {
  const session = await createSession(encodeModel(graph), { threads });
  const results = await session.run(feeds);
  await session.release();
  return results;
}

const FEATURES = 300;
const OUTPUTS = 3;

function sparseGraph(): GraphBuilder {
  const graph = new GraphBuilder();
  const rows = {
    indices: graph.input("indices", "int64", ["entries"]),
    values: graph.input("values", "float32", ["entries"]),
    offsets: graph.input("offsets", "int64", ["batch+1"]),
  };
  const weight = graph.input("weight", "float32", [FEATURES, OUTPUTS]);
  graph.output("logits", sparseDense(rows, weight, graph.input("bias", "float32", [OUTPUTS])));
  return graph;
}

function sparseFeeds(rows: readonly (readonly (readonly [index: number, value: number])[])[]) {
  const random = createRandom("weights");
  const entries = rows.flat();
  let total = 0;
  const offsets = [0, ...rows.map((row) => (total += row.length))];
  return {
    indices: tensorData(
      "int64",
      [entries.length],
      entries.map(([index]) => index),
    ),
    values: tensorData(
      "float32",
      [entries.length],
      entries.map(([, value]) => value),
    ),
    offsets: tensorData("int64", [offsets.length], offsets),
    weight: tensorData(
      "float32",
      [FEATURES, OUTPUTS],
      Array.from({ length: FEATURES * OUTPUTS }, () => random.normal()),
    ),
    bias: tensorData("float32", [OUTPUTS], [0.5, -1, 2]),
  };
}

function randomRows(count: number) {
  const random = createRandom(`rows ${count}`);
  return Array.from({ length: count }, () =>
    Array.from({ length: random.integer(4) === 0 ? 0 : random.integer(40) }, () => {
      return [random.integer(FEATURES), random.normal()] as const;
    }),
  );
}

test("sparseDense is the sum of its rows' weights, for empty rows too", async () => {
  const rows = randomRows(50);
  const feeds = sparseFeeds(rows);
  const { logits } = await compute(sparseGraph(), feeds, 2);
  assert.deepEqual(logits!.shape, [50, OUTPUTS]);
  rows.forEach((row, at) => {
    for (let output = 0; output < OUTPUTS; output++) {
      const weightOf = (index: number) => feeds.weight.data[index * OUTPUTS + output]!;
      const sum = row.reduce((total, [index, value]) => total + weightOf(index) * value, feeds.bias.data[output]!);
      assert.ok(Math.abs(Number(logits!.data[at * OUTPUTS + output]) - sum) < 1e-5);
    }
  });
});

test("a row's bits don't depend on what shares its batch", async () => {
  const rows = randomRows(20);
  const together = (await compute(sparseGraph(), sparseFeeds(rows), 2))["logits"]!.data;
  for (const [at, row] of rows.entries()) {
    const alone = (await compute(sparseGraph(), sparseFeeds([row])))["logits"]!.data;
    assert.deepEqual([...alone], [...together.slice(at * OUTPUTS, (at + 1) * OUTPUTS)]);
  }
});

test("no rows at all", async () => {
  const { logits } = await compute(sparseGraph(), sparseFeeds([]));
  assert.deepEqual(logits!.shape, [0, OUTPUTS]);
});

test("updates of the same place are all added, on several threads too", async () => {
  const graph = new GraphBuilder();
  const zeros = graph.input("zeros", "float32", [3, 32]);
  const at = graph.input("at", "int64", ["updates", 32]);
  const updates = graph.input("updates", "float32", ["updates", 32]);
  graph.output("sums", scatterElementsAdd(zeros, at, updates, 0));
  const { sums } = await compute(
    graph,
    {
      zeros: tensorData("float32", [3, 32], new Array(96).fill(0)),
      at: tensorData(
        "int64",
        [30_000, 32],
        Array.from({ length: 960_000 }, (_, index) => (index >> 5) % 3),
      ),
      updates: tensorData("float32", [30_000, 32], new Array(960_000).fill(1)),
    },
    2,
  );
  assert.deepEqual([...sums!.data], new Array(96).fill(10_000));
});

test("losses are finite for scores of any size", async () => {
  const graph = new GraphBuilder();
  const z = graph.input("z", "float32", ["batch", 2]);
  const t = graph.input("t", "float32", ["batch", 2]);
  graph.output("binary", binaryCrossEntropyWithLogits(z, t));
  graph.output("softmax", softmaxCrossEntropy(z, graph.input("labels", "int64", ["batch"])));
  const { binary, softmax } = await compute(graph, {
    z: tensorData("float32", [2, 2], [-1e4, 1e4, 1e4, -1e4]),
    t: tensorData("float32", [2, 2], [0, 1, 0, 0]),
    labels: tensorData("int64", [2], [1, 1]),
  });
  assert.ok(Math.abs(Number(binary!.data[0]) - 1e4 / 4) < 1e-2);
  assert.ok(Math.abs(Number(softmax!.data[0]) - 2e4 / 2) < 1e-2);
});

test("a tensor used in several places gathers all of its gradient, as rows too", async () => {
  const graph = new GraphBuilder();
  const table = graph.input("table", "float64", [3, 2]);
  const ids = graph.input("ids", "int64", ["batch"]);
  const rows = gather(table, ids);
  const loss = reduceSum(multiply(exp(rows), relu(rows)));
  gradients(loss, [table, rows]).forEach((gradient, index) => {
    graph.output(["byTable", "byRows"][index]!, gradient);
  });
  const values = [0.5, -1, 2, 1, -0.25, 3];
  const { byTable, byRows } = await compute(graph, {
    table: tensorData("float64", [3, 2], values),
    ids: tensorData("int64", [3], [2, 0, 2]),
  });
  const slope = (x: number) => (x > 0 ? Math.exp(x) * (x + 1) : 0);
  const expectedRows = [4, 5, 0, 1, 4, 5].map((at) => slope(values[at]!));
  const expectedTable = [slope(0.5), 0, 0, 0, 0, 2 * slope(3)];
  const close = (ours: TensorData, theirs: readonly number[]) =>
    theirs.forEach((value, at) => {
      assert.ok(Math.abs(Number(ours.data[at]) - value) < 1e-12);
    });
  close(byRows!, expectedRows);
  close(byTable!, expectedTable);
});
