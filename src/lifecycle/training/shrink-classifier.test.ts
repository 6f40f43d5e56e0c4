import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { modelConfig } from "../model/model.config.ts";
import { textColumn } from "../text/index.ts";
import { textPipelineConfig } from "../text/text-pipeline.config.ts";
import { type FittedClassifier, fitClassifier, shrinkClassifier, withPredictor } from "./index.ts";
import { trainingConfig } from "./training.config.ts";

const LABELS = 3;
const random = createRandom("shrink");
const made = Array.from({ length: 900 }, () => {
  const label = random.integer(LABELS);
  const word = () => (random.integer(4) === 0 ? `telling${label}x${random.integer(9)}` : `word${random.integer(700)}`);
  return { label, text: Array.from({ length: 5 + random.integer(20) }, word).join(" ") };
});
const texts = textColumn(made.map(({ text }) => text));
const labelIds = Int32Array.from(made, ({ label }) => label);

async function fit(text: object, model: object, training: object): Promise<FittedClassifier> {
  return fitClassifier(
    {
      text: textPipelineConfig.parse(text),
      model: modelConfig.parse(model),
      training: trainingConfig.parse(training),
      seed: 1,
      threads: 1,
    },
    { labels: ["a", "b", "c"], train: { texts, labelIds }, validation: null },
  );
}

async function accuracyOf(fitted: FittedClassifier): Promise<number> {
  const scores = await withPredictor(fitted, 1, (predictor) => predictor.score(texts));
  const right = labelIds.filter((label, row) => {
    const own = [...scores.subarray(row * LABELS, (row + 1) * LABELS)];
    return own.indexOf(Math.max(...own)) === label;
  });
  return right.length / labelIds.length;
}

const sizeOf = ({ pipeline, model }: FittedClassifier) =>
  [model.onnx, ...Object.values(pipeline.files())].reduce((sum, { length }) => sum + length, 0);

describe("shrinking a classifier", () => {
  let whole: FittedClassifier;
  before(async () => {
    const training = { type: "online/v1", epochs: 20, learningRate: 0.5, deterministic: true };
    whole = await fit({ type: "ngram-ids/v1" }, { type: "fast-text/v1", width: 7 }, training);
  });

  test("keeps to the size, and to most of the accuracy", async () => {
    const accuracy = await accuracyOf(whole);
    assert.ok(accuracy > 0.95);
    for (const [maxSizeBytes, loss] of [
      [60_000, 0.03],
      [30_000, 0.15],
    ] as const) {
      const { fitted, facts } = await shrinkClassifier(whole, maxSizeBytes, { seed: 1 });
      assert.ok(sizeOf(fitted) <= maxSizeBytes && sizeOf(fitted) > maxSizeBytes * 0.8, `${sizeOf(fitted)}`);
      assert.ok(facts.sizeBytes <= maxSizeBytes && facts.sizeBytesBefore > maxSizeBytes);
      assert.equal(facts.featuresBefore, whole.pipeline.featureCount);
      assert.equal(facts.features, fitted.pipeline.featureCount);
      assert.ok((await accuracyOf(fitted)) > accuracy - loss, `${await accuracyOf(fitted)}`);
    }
  });

  test("the same seed gives the same bits", async () => {
    const shrink = async () => (await shrinkClassifier(whole, 30_000, { seed: 1 })).fitted.model.onnx;
    assert.deepEqual(await shrink(), await shrink());
  });

  test("what fits already stays as it is", async () => {
    assert.equal((await shrinkClassifier(whole, 1e9, { seed: 1 })).fitted, whole);
  });

  test("a size that nothing fits into, and another model, are told", async () => {
    await assert.rejects(shrinkClassifier(whole, 500, { seed: 1 }), { code: "training/size-too-small" });
    const other = await fit({ type: "tfidf/v1" }, { type: "logistic-regression/v1" }, { type: "convex/v1" });
    await assert.rejects(shrinkClassifier(other, 1e9, { seed: 1 }), { code: "training/cannot-shrink" });
  });
});
