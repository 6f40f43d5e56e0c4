/** @file Native memory: what ONNX Runtime holds must not grow with sessions or runs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  GraphBuilder,
  gather,
  gemm,
  gradients,
  reduceMax,
  reduceMean,
  relu,
  type Tensor,
  type TensorData,
  tensorData,
} from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function residentMegabytes(): number {
  collectGarbage();
  return process.memoryUsage.rss() / 2 ** 20;
}

/** Layers of 1024 × 1024, 12 MB: onnxruntime-node 1.22 lost the 4 MB of one with every session; small layers hide that. */
function wideModel(): Uint8Array {
  const graph = new GraphBuilder();
  const parameters: Record<string, TensorData> = {};
  let hidden: Tensor = graph.input("x", "float32", ["batch", 1024]);
  for (let layer = 0; layer < 3; layer++) {
    const name = `layer${layer}`;
    parameters[name] = { type: "float32", shape: [1024, 1024], data: new Float32Array(1024 * 1024).fill(1e-3) };
    hidden = relu(gemm(hidden, graph.parameter(name, [1024, 1024])));
  }
  graph.output("y", hidden);
  return encodeModel(graph, { parameters });
}

test("200 loads and releases of a 12 MB model don't grow memory", async () => {
  const model = wideModel();
  const x = tensorData("float32", [1, 1024], new Array(1024).fill(1));
  let settled = 0;
  for (let cycle = 1; cycle <= 200; cycle++) {
    const session = await createSession(model);
    await session.run({ x });
    await session.release();
    if (cycle === 40) settled = residentMegabytes();
  }
  const growth = residentMegabytes() - settled;
  assert.ok(growth < 80, `grew by ${growth.toFixed()} MB in 160 cycles`); // a leak as of old: 640
});

test("10,000 training steps of a small network don't grow memory", async () => {
  const graph = new GraphBuilder();
  const ids = graph.input("ids", "int64", ["batch", "tokens"]);
  const table = graph.parameter("table", [100, 8]);
  const weight = graph.parameter("weight", [8, 4]);
  const loss = reduceMean(gemm(reduceMax(gather(table, ids), 1), weight));
  graph.output("loss", loss);
  gradients(loss, [table, weight]).forEach((gradient, index) => {
    graph.output(`gradient${index}`, gradient);
  });
  const session = await createSession(encodeModel(graph));
  const weights = {
    table: { type: "float32", shape: [100, 8], data: new Float32Array(800) },
    weight: { type: "float32", shape: [8, 4], data: new Float32Array(32) },
  } as const;
  let settled = 0;
  for (let step = 1; step <= 10_000; step++) {
    const tokens = 1 + (step % 30); // shapes change, as in training
    await session.run({ ...weights, ids: { type: "int64", shape: [8, tokens], data: new BigInt64Array(8 * tokens) } });
    if (step === 1000) settled = residentMegabytes();
  }
  const growth = residentMegabytes() - settled;
  await session.release();
  assert.ok(growth < 15, `grew by ${growth.toFixed(1)} MB in 9,000 steps`);
});
