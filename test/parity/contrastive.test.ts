/** @file The loss of pairs and its gradients against PyTorch's, where every text is read once a batch and there once a pair. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { contrastiveGraph, embeddingWeights } from "../../src/lifecycle/model/index.ts";
import { modelConfig } from "../../src/lifecycle/model/model.config.ts";
import { readPretrainedModel } from "../../src/lifecycle/pretrained/index.ts";
import { gradients, type TensorData } from "../../src/numeric/graph/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";

const texts = [
  [2, 7, 11, 5, 3],
  [2, 19, 3],
  [2, 7, 11, 30, 41, 8, 3],
  [2, 25, 26, 3],
];
const pairs = { texts, lefts: [0, 0, 1, 3, 2], rights: [2, 1, 3, 0, 1], targets: [1, 0, 1, 0, 0] };

const int64 = (shape: readonly number[], values: readonly number[]): TensorData => ({
  type: "int64",
  shape,
  data: BigInt64Array.from(values, BigInt),
});

/** Ours, by the names of the checkpoint without the architecture's. */
async function ours(folder: string) {
  const { config, weights } = await readPretrainedModel(folder);
  const model = modelConfig.parse({ type: "transformer/v1", transformer: config, pooling: "mean" });
  const size = { labels: 2, features: 0 };
  const { graph, loss, dropouts, weights: parameters } = contrastiveGraph(model, size);
  const slopes = gradients(loss, Object.values(parameters));
  graph.output("loss", loss);
  for (const [at, name] of Object.keys(parameters).entries()) graph.output(`gradient/${name}`, slopes[at]!);
  assert.equal(dropouts.length, 0, "the reference leaves nothing out");
  const specs = embeddingWeights(model, size);
  const tokens = Math.max(...texts.map(({ length }) => length));
  const shape = [texts.length, tokens];
  const padded = texts.flatMap((ids) => Array.from({ length: tokens }, (_, at) => ids[at] ?? 0));
  const session = await createSession(encodeModel(graph));
  const results = await session.run({
    input_ids: int64(shape, padded),
    attention_mask: int64(
      shape,
      padded.map((id) => (id === 0 ? 0 : 1)),
    ),
    lefts: int64([pairs.lefts.length], pairs.lefts),
    rights: int64([pairs.rights.length], pairs.rights),
    targets: { type: "float32", shape: [pairs.targets.length], data: Float32Array.from(pairs.targets) },
    ...Object.fromEntries(
      specs.map(({ name, shape }): [string, TensorData] => [name, { type: "float32", shape, data: weights[name]! }]),
    ),
  });
  await session.release();
  const norm = (name: string) => Math.hypot(...(results[`gradient/${name}`]!.data as Float32Array));
  const norms = Object.fromEntries(specs.map(({ name }) => [name.replace(/^\w+?\./, ""), norm(name)]));
  return { loss: Number(results["loss"]!.data[0]), norms };
}

describe("pairs of texts as PyTorch computes them", { skip: withoutPeers() || withoutModel("tiny-bert") }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-contrastive-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("loss and gradients", async () => {
    const file = path.join(folder, "pairs.json");
    writeFileSync(file, JSON.stringify(pairs));
    const peer = path.join(import.meta.dirname, "contrastive_peer.py");
    const expected = JSON.parse(await runPeer(peer, [sharedModel("tiny-bert")!, file]));
    const { loss, norms } = await ours(sharedModel("tiny-bert")!);
    assert.ok(Math.abs(loss - expected.loss) < 1e-5, `${loss}, not ${expected.loss}`);
    assert.ok(Object.keys(norms).length > 20);
    for (const [weight, own] of Object.entries(norms)) {
      const theirs = expected.gradient_norms[weight];
      const limit = 1e-3 * theirs + 1e-6;
      assert.ok(Math.abs(own - theirs) < limit, `the gradient of ${weight}: ${own}, not ${theirs}`);
    }
  });
});
