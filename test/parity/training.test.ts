/** @file Trained weights against PyTorch's, from the same start over the same batches; the ONNX file in Python. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { type ModelConfig, startingWeights, trainingGraph } from "../../src/lifecycle/model/index.ts";
import { dropoutMask } from "../../src/lifecycle/training/dropout.ts";
import { type TrainingTask, trainModel } from "../../src/lifecycle/training/index.ts";
import { tokenTask } from "../../src/lifecycle/training/token-task.sample.ts";
import type { TensorData } from "../../src/numeric/graph/index.ts";
import { createSession } from "../../src/numeric/runtime/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

interface PeerResult {
  readonly losses: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly probabilities: readonly number[];
}

const EPOCHS = 4;
const BATCH_SIZE = 32;
const LEARNING_RATE = 0.003;

const models = {
  "max pooling": { type: "embedding-max-pool/v1", width: 16, dropout: 0 },
  "mean pooling with dropout": { type: "embedding-mean-pool/v1", width: 16, dropout: 0.3 },
  "text-cnn": { type: "text-cnn/v1", width: 12, filterSizes: [3, 4, 5], filters: 8, dropout: 0.5 },
  "attention-pool": { type: "attention-pool/v1", width: 12, attentionWidth: 8, dropout: 0.3 },
  "deep-averaging": { type: "deep-averaging/v1", width: 12, hidden: [10, 9], wordDropout: 0.3, dropout: 0.2 },
} satisfies Readonly<Record<string, ModelConfig>>;

describe("networks against PyTorch", { skip: withoutPeers() }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-training-"));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [name, model] of Object.entries(models))
    for (const labels of [2, 4]) {
      test(`${name}, ${labels} labels`, async () => {
        const task = tokenTask({
          model,
          labels,
          validation: false,
          training: {
            epochs: EPOCHS,
            batchSize: BATCH_SIZE,
            optimiser: { type: "adam/v1", learningRate: LEARNING_RATE },
          },
        });
        const { encoded, labelIds } = task.train;
        assert.equal(encoded.kind, "tokens");
        const { ids, offsets, rows } = encoded.tokens;
        const texts = Array.from({ length: rows }, (_, row) => [...ids.subarray(offsets[row], offsets[row + 1])]);
        const trained = await trainModel(task);
        const start = startingWeights(task.model, { labels, features: task.features }, task.seed);
        const random = createRandom(task.seed).split("batches");
        const orders = Array.from({ length: EPOCHS }, (_, epoch) => [
          ...random.split(`epoch ${epoch + 1}`).permutation(rows),
        ]);
        const onnx = path.join(folder, `${name}-${labels}.onnx`);
        const input = path.join(folder, `${name}-${labels}.json`);
        await writeFile(onnx, trained.onnx);
        await writeFile(
          input,
          JSON.stringify({
            model,
            batchSize: BATCH_SIZE,
            learningRate: LEARNING_RATE,
            texts,
            labelIds: [...labelIds],
            orders,
            masks: masksOf(task, texts, orders),
            start: Object.fromEntries(
              Object.entries(start).map(([weight, values]) => [
                weight,
                { shape: trained.weights[weight]!.shape, data: [...values] },
              ]),
            ),
            onnx,
          }),
        );
        const peer = JSON.parse(
          await runPeer(path.join(import.meta.dirname, "training_peer.py"), [input]),
        ) as PeerResult;
        for (const [epoch, { metrics }] of trained.history.epochs.entries())
          assert.ok(Math.abs(metrics["loss"]! - peer.losses[epoch]!) < 1e-5, `loss of epoch ${epoch + 1}`);
        for (const [weight, tensor] of Object.entries(trained.weights))
          assertClose(tensor.data as Float32Array, peer.weights[weight]!, 1e-4, weight);
        assertClose(await probabilitiesOf(trained.onnx, texts), peer.probabilities, 1e-6, "probabilities");
      });
    }
});

/** What each batch leaves out: for each of the graph's dropouts its factors, row-major. */
function masksOf(
  { model, labels, features, seed }: TrainingTask,
  texts: readonly (readonly number[])[],
  orders: readonly (readonly number[])[],
): number[][][] {
  const { dropouts } = trainingGraph(model, { labels: labels.length, features });
  const random = createRandom(seed).split("dropout");
  return orders.flatMap((order, epoch) =>
    Array.from({ length: Math.ceil(order.length / BATCH_SIZE) }, (_, batch) => {
      const rows = order.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE);
      const sizes = { batch: rows.length, tokens: Math.max(1, ...rows.map((row) => texts[row]!.length)) };
      const stream = random.split(String(epoch * Math.ceil(order.length / BATCH_SIZE) + batch));
      return dropouts.map(({ mask, rate }) => {
        const shape = mask.shape.map((size) => (typeof size === "number" ? size : sizes[size as keyof typeof sizes]));
        const length = shape.reduce((product, size) => product * size, 1);
        return [...dropoutMask(stream, length, rate)];
      });
    }),
  );
}

function assertClose(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number, what: string): void {
  assert.equal(ours.length, theirs.length);
  for (let at = 0; at < ours.length; at++)
    assert.ok(Math.abs(ours[at]! - theirs[at]!) <= tolerance, `${what}[${at}]: ${ours[at]} against ${theirs[at]}`);
}

async function probabilitiesOf(onnx: Uint8Array, texts: readonly (readonly number[])[]): Promise<Float32Array> {
  const tokens = Math.max(1, ...texts.map((text) => text.length));
  const at = (pick: (text: readonly number[], token: number) => number): TensorData => ({
    type: "int64",
    shape: [texts.length, tokens],
    data: BigInt64Array.from(
      texts.flatMap((text) => Array.from({ length: tokens }, (_, token) => BigInt(pick(text, token)))),
    ),
  });
  const session = await createSession(onnx);
  const { probabilities } = await session.run({
    input_ids: at((text, token) => text[token] ?? 0),
    attention_mask: at((text, token) => (token < text.length ? 1 : 0)),
  });
  await session.release();
  return probabilities!.data as Float32Array;
}
