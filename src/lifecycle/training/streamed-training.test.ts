import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { hashingConfig } from "../text/hashing.config.ts";
import { type TextBlock, textColumn } from "../text/index.ts";
import { ngramIdsConfig } from "../text/ngram-ids.config.ts";
import { convexConfig } from "./convex.config.ts";
import { ftrlProximalConfig } from "./ftrl-proximal.config.ts";
import {
  type ClassifierSettings,
  type FittedClassifier,
  fitClassifier,
  streamedTraining,
  withPredictor,
} from "./index.ts";
import { onlineConfig } from "./online.config.ts";
import { appendNumbers } from "./stored-block.ts";

const LABELS = ["c", "a", "b"];
const random = createRandom("stream");
const rows = Array.from({ length: 2000 }, () => {
  const label = LABELS[random.integer(3)]!;
  const word = () => (random.integer(5) === 0 ? `telling-${label}${random.integer(9)}` : `word${random.integer(500)}`);
  return { label, text: Array.from({ length: 5 + random.integer(20) }, word).join(" ") };
});

async function* blocks(size = 150, some = rows): AsyncGenerator<TextBlock> {
  for (let from = 0; from < some.length; from += size) {
    const block = some.slice(from, from + size);
    yield { texts: textColumn(block.map(({ text }) => text)), labels: block.map(({ label }) => label) };
  }
}

const fastText = (training: object = {}): ClassifierSettings => ({
  text: ngramIdsConfig.parse({ type: "ngram-ids/v1", buckets: 20_000, characterNgrams: [3, 4] }),
  model: { type: "fast-text/v1", width: 8 },
  training: onlineConfig.parse({ type: "online/v1", learningRate: 0.5, epochs: 8, ...training }),
  seed: 3,
  threads: 2,
});
const linear = (training: object = {}, threads = 2): ClassifierSettings => ({
  text: hashingConfig.parse({ type: "hashing/v1", features: 1 << 12 }),
  model: { type: "logistic-regression/v1" },
  training: ftrlProximalConfig.parse({ type: "ftrl-proximal/v1", c: 10, ...training }),
  seed: 3,
  threads,
});

const texts = textColumn(rows.map(({ text }) => text));
const labelIds = Int32Array.from(rows, ({ label }) => LABELS.toSorted().indexOf(label));
const scoresOf = (fitted: FittedClassifier) => withPredictor(fitted, 1, (predictor) => predictor.score(texts));

/** The share of texts that a model gives their label. */
function accuracy(scores: Float32Array): number {
  let right = 0;
  for (const [row, label] of labelIds.entries()) {
    const own = [...scores.subarray(row * 3, row * 3 + 3)];
    if (own.indexOf(Math.max(...own)) === label) right++;
  }
  return right / labelIds.length;
}

describe("streamed training", () => {
  let temporaryFolder = "";
  before(async () => {
    temporaryFolder = await mkdtemp(path.join(tmpdir(), "lexops-stream-test-"));
  });
  after(() => rm(temporaryFolder, { recursive: true }));
  const isEmpty = async () => assert.deepEqual(await readdir(temporaryFolder), []);
  const train = (settings: ClassifierSettings, some = blocks()) =>
    streamedTraining(settings)(some, { temporaryFolder });

  for (const [name, settings] of Object.entries({
    "fast-text": fastText({ deterministic: true }),
    "logistic regression": linear(),
  }))
    test(`${name} learns as from memory, with labels in order, and leaves no file behind`, async () => {
      const fitted = await train(settings);
      assert.deepEqual(fitted.labels, ["a", "b", "c"]);
      const losses = fitted.model.history.epochs.map(({ metrics }) => metrics["loss"]!);
      assert.ok(losses.at(-1)! < losses[0]! / 2);
      const data = { labels: fitted.labels, train: { texts, labelIds }, validation: null };
      const [streamed, inMemory] = [await scoresOf(fitted), await scoresOf(await fitClassifier(settings, data))];
      assert.ok(accuracy(streamed) > 0.95, `${accuracy(streamed)}`);
      assert.ok(Math.abs(accuracy(streamed) - accuracy(inMemory)) < 0.01);
      const apart = streamed.reduce((sum, score, at) => sum + Math.abs(score - inMemory[at]!), 0) / streamed.length;
      assert.ok(apart < 0.02, `probabilities are ${apart} apart`);
      await isEmpty();
    });

  test("gives the same bits: fast-text in one thread, logistic regression in any number", async () => {
    const bits = async (settings: ClassifierSettings) => (await train(settings)).model.onnx;
    assert.deepEqual(await bits(fastText({ deterministic: true })), await bits(fastText({ deterministic: true })));
    assert.deepEqual(await bits(linear({}, 3)), await bits(linear({}, 1)));
  });

  test("class weights count, and labels that no block has are there all the same", async () => {
    for (const settings of [linear, fastText]) {
      const furtherLabels = () => ["b", "d"];
      const meanOfA = async (training: object) => {
        const fitted = await streamedTraining(settings(training))(blocks(), { temporaryFolder, furtherLabels });
        assert.deepEqual(fitted.labels, ["a", "b", "c", "d"]);
        const scores = await scoresOf(fitted);
        return scores.reduce((sum, score, at) => (at % 4 === 0 ? sum + score : sum), 0) / rows.length;
      };
      const few = { epochs: 1, learningRate: 0.1 };
      assert.ok((await meanOfA({ ...few, classWeights: { a: 4 } })) > (await meanOfA(few)) + 0.1);
    }
  });

  test("one label, a wild learning rate, too many weights and a cancellation are told, and leave nothing", async () => {
    const one = rows.map((row) => ({ ...row, label: "a" }));
    for (const settings of [linear(), fastText()]) {
      await assert.rejects(train(settings, blocks(150, one)), { code: "training/too-little-data" });
      await assert.rejects(train(settings, blocks(150, [])), { code: "training/too-little-data" });
      const signal = AbortSignal.abort();
      await assert.rejects(streamedTraining(settings)(blocks(), { temporaryFolder, signal }), {
        code: "foundation/cancelled",
      });
    }
    await assert.rejects(train(fastText({ learningRate: 1e30 })), { code: "training/diverged" });
    const wide = { ...linear(), text: hashingConfig.parse({ type: "hashing/v1", features: 2 ** 30 }) };
    await assert.rejects(train(wide), { code: "training/too-many-weights" });
    await isEmpty();
  });

  test("what needs all texts at once is refused with what to do", () => {
    const convex = { ...linear(), training: convexConfig.parse({ type: "convex/v1" }) };
    assert.throws(() => streamedTraining(convex), { code: "training/not-streamable", message: /convex\/v1/ });
    assert.throws(() => streamedTraining(fastText({ vectors: { file: "wiki.vec" } })), {
      code: "training/not-streamable",
    });
  });

  test("a temporary file that can't be written is told with what to do", () => {
    assert.throws(() => appendNumbers(path.join(temporaryFolder, "absent", "numbers"), [Int32Array.of(1)]), {
      code: "training/stream-not-stored",
      remedy: /TMPDIR/,
    });
  });

  test("a source that fails ends the training with its error and leaves nothing", async () => {
    async function* failing() {
      yield* blocks(500, rows.slice(0, 1000));
      throw new Error("the disk is gone");
    }
    await assert.rejects(train(fastText(), failing()), /the disk is gone/);
    await isEmpty();
  });
});
