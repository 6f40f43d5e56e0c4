/** @file The article's network on IMDb's official split: accuracy, and time for twice the texts. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { createRandom } from "../../src/foundation/index.ts";
import { openPredictor } from "../../src/lifecycle/bundle/index.ts";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { fitTextPipeline, selectTexts, type TextColumn } from "../../src/lifecycle/text/index.ts";
import { wordIdsConfig } from "../../src/lifecycle/text/word-ids.config.ts";
import { trainModel } from "../../src/lifecycle/training/index.ts";
import { trainingConfig } from "../../src/lifecycle/training/training.config.ts";
import { sharedData, withoutData } from "../parity/shared-data.ts";

const files = ["imdb/imdb-50k.csv.gz", "imdb/imdb-50k-splits.csv.gz"] as const;
const VALIDATION_SIZE = 2500;
const text = wordIdsConfig.parse({ type: "word-ids/v1", maxTokens: 20_000, maxLength: 400 });

/** The mean of three seeds of the same network in Keras 3 (JAX), with the same settings. */
const KERAS_ACCURACY = 0.86;

describe("embedding-max-pool on IMDb", { skip: withoutData(...files) }, () => {
  let texts: TextColumn;
  let labelIds: Int32Array;
  let labels: readonly string[];
  let train: number[] = [];
  let held: number[] = [];
  before(async () => {
    const dataset = await readDataset(sharedData(files[0])!);
    const splits = gunzipSync(await readFile(sharedData(files[1])!))
      .toString("utf8")
      .trim()
      .split("\n")
      .slice(1);
    ({ texts } = dataset);
    ({ ids: labelIds, names: labels } = dataset.labels);
    train = splits.flatMap((line, row) => (line.split(",")[1] === "train" ? [row] : []));
    held = splits.flatMap((line, row) => (line.split(",")[1] === "test" ? [row] : []));
  });

  const idsOf = (rows: ArrayLike<number>) => Int32Array.from(rows, (row) => labelIds[row]!);

  test("three seeds are as good as Keras", async () => {
    const accuracies: number[] = [];
    for (const seed of [1, 2, 3]) {
      const order = createRandom(seed).split("validation").permutation(train.length);
      const rows = Array.from(order, (position) => train[position]!);
      const [validationRows, trainRows] = [rows.slice(0, VALIDATION_SIZE), rows.slice(VALIDATION_SIZE)];
      const { pipeline, encoded } = await fitTextPipeline(text, selectTexts(texts, trainRows));
      const { onnx } = await trainModel({
        model: { type: "embedding-max-pool/v1", width: 32, dropout: 0 },
        training: trainingConfig.parse({ type: "minibatch/v1" }),
        labels,
        features: pipeline.featureCount,
        train: { encoded, labelIds: idsOf(trainRows) },
        validation: {
          encoded: await pipeline.transform(selectTexts(texts, validationRows)),
          labelIds: idsOf(validationRows),
        },
        seed,
        threads: 2,
      });
      const predictor = await openPredictor({ labels, pipeline, onnx });
      const probabilities = await predictor.score(selectTexts(texts, held));
      await predictor.close();
      const right = held.filter((row, at) => probabilities[at * 2 + 1]! > 0.5 === (labelIds[row] === 1));
      accuracies.push(right.length / held.length);
    }
    const mean = accuracies.reduce((sum, accuracy) => sum + accuracy) / accuracies.length;
    console.log(`test accuracies ${accuracies.join(", ")}, mean ${mean}`);
    assert.ok(mean >= KERAS_ACCURACY, `mean accuracy ${mean}`);
  });

  test("twice the texts take at most 2.2 times the work", async () => {
    const { pipeline } = await fitTextPipeline(text, selectTexts(texts, train));
    // CPU seconds on one thread: clocks and waits are others' on a shared machine.
    const secondsAnEpoch = async (count: number) => {
      const rows = train.slice(0, count);
      const ends: number[] = [];
      await trainModel(
        {
          model: { type: "embedding-max-pool/v1", width: 32, dropout: 0 },
          training: trainingConfig.parse({ type: "minibatch/v1", epochs: 4, checkpointMetric: null }),
          labels,
          features: pipeline.featureCount,
          train: { encoded: await pipeline.transform(selectTexts(texts, rows)), labelIds: idsOf(rows) },
          validation: null,
          seed: 1,
          threads: 1,
        },
        { onEpoch: () => ends.push(process.cpuUsage().user / 1e6) },
      );
      const epochs = ends.slice(1).map((end, index) => end - ends[index]!);
      return Math.min(...epochs);
    };
    const [half, whole] = [await secondsAnEpoch(12_500), await secondsAnEpoch(25_000)];
    assert.ok(whole <= 2.2 * half, `${half} CPU seconds for half, ${whole} for all`);
  });
});
