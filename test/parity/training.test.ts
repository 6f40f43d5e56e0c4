/** @file Trained weights against PyTorch's, from the same start over the same batches; the ONNX file in Python. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { labelIndicators } from "../../src/lifecycle/labels/index.ts";
import { type ModelConfig, startingWeights, trainingGraph } from "../../src/lifecycle/model/index.ts";
import { dropoutMask } from "../../src/lifecycle/training/dropout.ts";
import { type TrainedModel, type TrainingTask, trainModel } from "../../src/lifecycle/training/index.ts";
import type { MinibatchConfig } from "../../src/lifecycle/training/minibatch.config.ts";
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

const losses = {
  "label smoothing": { loss: { type: "cross-entropy/v1", labelSmoothing: 0.1 } },
  "focal loss": { loss: { type: "focal/v1", gamma: 2 } },
} as const;

interface Case {
  readonly name: string;
  readonly model: ModelConfig;
  readonly labels: number;
  readonly several?: boolean;
  readonly training?: Readonly<Record<string, unknown>>;
}

const cases: readonly Case[] = [
  ...Object.entries(models).flatMap(([name, model]) =>
    [2, 4].map((labels) => ({ name: `${name}, ${labels} labels`, model, labels })),
  ),
  { name: "text-cnn, several labels of four", model: models["text-cnn"], labels: 4, several: true },
  // One model that kernels train and one that its graph trains.
  ...[models["mean pooling with dropout"], models["attention-pool"]].flatMap((model) =>
    Object.entries(losses).flatMap(([loss, training]) => [
      { name: `${model.type} by ${loss}, 2 labels`, model, labels: 2, training },
      { name: `${model.type} by ${loss}, 4 labels`, model, labels: 4, training },
      { name: `${model.type} by ${loss}, several labels`, model, labels: 3, several: true, training },
    ]),
  ),
].map((one) => ({ ...one, name: one.name.replace("/v1", "") }));

describe("networks against PyTorch", { skip: withoutPeers() }, () => {
  let folder = "";
  let peers: readonly PeerResult[] = [];
  const ours: { readonly trained: TrainedModel; readonly texts: readonly (readonly number[])[] }[] = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-training-"));
    const inputs: string[] = [];
    for (const [index, options] of cases.entries()) {
      const { trained, texts, input } = await trainCase(options, path.join(folder, `${index}.onnx`));
      ours.push({ trained, texts });
      inputs.push(path.join(folder, `${index}.json`));
      await writeFile(inputs[index]!, JSON.stringify(input));
    }
    peers = JSON.parse(await runPeer(path.join(import.meta.dirname, "training_peer.py"), inputs)) as PeerResult[];
  });
  after(() => rm(folder, { recursive: true }));

  for (const [index, { name }] of cases.entries())
    test(name, async () => {
      const { trained, texts } = ours[index]!;
      const peer = peers[index]!;
      for (const [epoch, { metrics }] of trained.history.epochs.entries())
        assert.ok(Math.abs(metrics["loss"]! - peer.losses[epoch]!) < 1e-5, `loss of epoch ${epoch + 1}`);
      for (const [weight, tensor] of Object.entries(trained.weights))
        assertClose(tensor.data as Float32Array, peer.weights[weight]!, 1e-4, weight);
      assertClose(await probabilitiesOf(trained.onnx, texts), peer.probabilities, 1e-6, "probabilities");
    });
});

/** Trains a case; what the peer needs to do the same. */
async function trainCase(options: Case, onnx: string) {
  const task = tokenTask({
    ...options,
    validation: false,
    training: {
      epochs: EPOCHS,
      batchSize: BATCH_SIZE,
      optimiser: { type: "adam/v1", learningRate: LEARNING_RATE },
      ...options.training,
    },
  });
  const { model } = task;
  const training = task.training as MinibatchConfig;
  const labels = task.labels.length;
  const { encoded, labelIds, labelSets } = task.train;
  assert.equal(encoded.kind, "tokens");
  const { ids, offsets, rows } = encoded.tokens;
  const texts = Array.from({ length: rows }, (_, row) => [...ids.subarray(offsets[row], offsets[row + 1])]);
  const trained = await trainModel(task);
  await writeFile(onnx, trained.onnx);
  const start = startingWeights(model, { labels, features: task.features, task: task.task }, task.seed);
  const random = createRandom(task.seed).split("batches");
  const orders = Array.from({ length: EPOCHS }, (_, epoch) => [
    ...random.split(`epoch ${epoch + 1}`).permutation(rows),
  ]);
  const input = {
    model,
    batchSize: BATCH_SIZE,
    learningRate: LEARNING_RATE,
    texts,
    labelIds: [...labelIds],
    targets: labelSets === undefined ? null : [...labelIndicators(labelSets, labels)],
    loss: training.loss,
    orders,
    masks: masksOf(task, texts, orders),
    start: Object.fromEntries(
      Object.entries(start).map(([weight, values]) => [
        weight,
        { shape: trained.weights[weight]!.shape, data: [...values] },
      ]),
    ),
    onnx,
  };
  return { trained, texts, input };
}

/** What each batch leaves out: for each of the graph's dropouts its factors, row-major. */
function masksOf(
  { model, labels, features, seed, task, training }: TrainingTask,
  texts: readonly (readonly number[])[],
  orders: readonly (readonly number[])[],
): number[][][] {
  const { dropouts } = trainingGraph(
    model,
    { labels: labels.length, features, task },
    (training as MinibatchConfig).loss,
  );
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
