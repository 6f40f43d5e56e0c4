import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { textColumn } from "../text/index.ts";
import { textPipelineConfig } from "../text/text-pipeline.config.ts";
import { fitClassifier } from "./fit-classifier.ts";
import { trainModel } from "./index.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { trainByMinibatches } from "./minibatch.ts";
import { tokenTask } from "./token-task.sample.ts";
import { trainingConfig } from "./training.config.ts";

const WIDTH = 8;
const models = [
  { type: "embedding-max-pool/v1", width: WIDTH, dropout: 0 },
  { type: "text-cnn/v1", width: WIDTH, filterSizes: [2, 3], filters: 8, dropout: 0.2 },
  { type: "attention-pool/v1", width: WIDTH, attentionWidth: 4, dropout: 0 },
] satisfies ModelConfig[];

/** A task with vectors of every other token. */
function taskWithVectors(model: ModelConfig, frozen: boolean) {
  const task = tokenTask({ model, training: { vectors: { file: "words.vec", frozen }, epochs: 2 } });
  const random = createRandom("vectors");
  const vectors = Float32Array.from({ length: task.features * WIDTH }, () => random.normal());
  const isFound = Uint8Array.from({ length: task.features }, (_, id) => id % 2);
  return { ...task, training: task.training as MinibatchConfig, startingVectors: { vectors, isFound } };
}

describe("embeddings that start with vectors", () => {
  for (const model of models) {
    test(`${model.type}: frozen, they stay as they were`, async () => {
      const task = taskWithVectors(model, true);
      const { weights } = await trainByMinibatches(task, {});
      const embedding = weights["embedding.weight"]!;
      const { vectors, isFound } = task.startingVectors;
      for (let id = 0; id < task.features; id++) {
        const row = embedding.subarray(id * WIDTH, (id + 1) * WIDTH);
        if (isFound[id] === 1) assert.deepEqual([...row], [...vectors.subarray(id * WIDTH, (id + 1) * WIDTH)]);
        else assert.ok(row.every((value) => Math.abs(value) <= 0.05));
      }
    });

    test(`${model.type}: tuned, kernels and graph move them alike`, async () => {
      const task = taskWithVectors(model, false);
      const [byKernels, byGraph] = [
        await trainByMinibatches(task, {}, "kernels"),
        await trainByMinibatches(task, {}, "graph"),
      ];
      const [left, right] = [byKernels.weights["embedding.weight"]!, byGraph.weights["embedding.weight"]!];
      assert.ok(left.every((value, at) => Math.abs(value - right[at]!) < 2e-4));
      assert.ok(
        left.some(
          (value, at) =>
            value !== task.startingVectors.vectors[at] && task.startingVectors.isFound[Math.floor(at / WIDTH)] === 1,
        ),
      );
    });
  }
});

describe("a file of vectors", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-vectors-"));
  });
  after(() => rm(folder, { recursive: true }));

  const texts = textColumn(["good film", "bad film", "good", "bad", "a good film", "a bad film"]);
  const data = { labels: ["no", "yes"], train: { texts, labelIds: Int32Array.of(1, 0, 1, 0, 1, 0) }, validation: null };
  const settings = (file: string, text: Readonly<Record<string, unknown>> = { type: "word-ids/v1" }) => ({
    text: textPipelineConfig.parse(text),
    model: { type: "embedding-mean-pool/v1", width: 3, dropout: 0 } as const,
    training: trainingConfig.parse({ type: "minibatch/v1", epochs: 1, vectors: { file, frozen: true } }),
    seed: 0,
    threads: 1,
  });

  test("gives its words their rows, and says how many it has", async () => {
    const file = path.join(folder, "words.vec");
    await writeFile(file, "3 3\ngood 1 2 3\nfilm 0.5 0 0\nelsewhere 9 9 9\n");
    const notices: string[] = [];
    const { pipeline, model } = await fitClassifier(settings(file), data, { notice: (text) => notices.push(text) });
    const embedding = model.weights["embedding.weight"]!.data as Float32Array;
    const names = Array.from({ length: pipeline.featureCount }, (_, id) => pipeline.featureName(id));
    const good = names.indexOf("good");
    assert.deepEqual([...embedding.subarray(good * 3, good * 3 + 3)], [1, 2, 3]);
    assert.match(notices[0]!, /has vectors of 2 of the 6 words \(33\.3 %\), which are 58\.3 % of the training texts/);
  });

  test("of another width, with a wrong header, or for features that are no words: clear errors", async () => {
    const narrow = path.join(folder, "narrow.vec");
    await writeFile(narrow, "1 2\ngood 1 2\n");
    await assert.rejects(fitClassifier(settings(narrow), data), { code: "text/vector-width" });
    const broken = path.join(folder, "broken.vec");
    await writeFile(broken, "good 1 2 3\n");
    await assert.rejects(fitClassifier(settings(broken), data), { code: "text/bad-vectors" });
    await assert.rejects(fitClassifier(settings(path.join(folder, "absent.vec")), data), {
      code: "text/unreadable-vectors",
    });
  });

  test("a checkpoint of other vectors is refused", async () => {
    const checkpointFolder = path.join(folder, "checkpoint");
    const task = taskWithVectors(models[0]!, false);
    await trainModel(task, { checkpointFolder });
    const { vectors, isFound } = task.startingVectors;
    const other = { ...task, startingVectors: { vectors: vectors.map((value) => value / 2), isFound } };
    await assert.rejects(trainModel(other, { checkpointFolder, resume: true }), {
      code: "training/foreign-checkpoint",
    });
  });
});
