/** @file Our side of nb-imdb: from training texts in memory to test accuracy, with the recipe as it is. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { recipes } from "../../src/lifecycle/recipe/index.ts";
import { textColumn } from "../../src/lifecycle/text/index.ts";
import { fitClassifier, type TextsWithLabels, withPredictor } from "../../src/lifecycle/training/index.ts";
import { measured } from "../harness.ts";

const folder = process.argv[2]!;
const [train, test] = ["train", "test"].map((half) => readPairs(path.join(folder, `${half}.jsonl`)));
const { recipe } = recipes.get("nb-logistic-regression");

await measured(async () => {
  const data = { labels: ["negative", "positive"], train: train!, validation: null };
  const started = performance.now();
  const fitted = await fitClassifier({ ...recipe, threads: 2 }, data);
  const fitSeconds = (performance.now() - started) / 1000;
  const probabilities = await withPredictor(fitted, 2, (predictor) => predictor.score(test!.texts, { threads: 2 }));
  const right = test!.labelIds.filter((label, row) => (probabilities[row * 2 + 1]! > 0.5 ? 1 : 0) === label).length;
  return { accuracy: right / test!.labelIds.length, features: fitted.pipeline.featureCount, fitSeconds };
});

/** One `[text, label id]` a line. */
function readPairs(file: string): TextsWithLabels {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const pairs = lines.map((line) => JSON.parse(line) as [text: string, label: number]);
  return { texts: textColumn(pairs.map(([text]) => text)), labelIds: Int32Array.from(pairs, ([, label]) => label) };
}
