/** @file Eight labelled news of each of four labels, a real sentence encoder, and news that it has not seen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { agNews } from "../../bench/sides/few-shot-splits.ts";
import { loadRecipe, overrideRecipe } from "../../src/lifecycle/recipe/index.ts";
import { textColumn } from "../../src/lifecycle/text/index.ts";
import { fitClassifier, withPredictor } from "../../src/lifecycle/training/index.ts";
import { sharedModel, withoutData, withoutModel } from "../parity/shared-data.ts";

const MODEL = "all-minilm-l6-v2";

test("a few labelled texts are enough", {
  skip: withoutModel(MODEL) || withoutData("ag-news/ag-news-test.csv.gz"),
}, async () => {
  const { train, test } = await agNews(0);
  const named = overrideRecipe((await loadRecipe("few-shot")).recipe, ["training.iterations=1", "text.maxLength=32"]);
  const recipe = { ...named, pretrained: { model: sharedModel(MODEL)!, digest: null } };
  const labels = [...new Set(train.labels)].sort();
  assert.deepEqual([train.texts.length, labels.length], [32, 4]);
  const labelIds = Int32Array.from(train.labels, (label) => labels.indexOf(label));
  const fitted = await fitClassifier(recipe, {
    labels,
    train: { texts: textColumn(train.texts), labelIds },
    validation: null,
  });
  const tested = test.texts.slice(0, 80);
  const scores = await withPredictor(fitted, 2, (predictor) => predictor.score(textColumn(tested)));
  const right = tested.filter((_, row) => {
    const own = scores.subarray(4 * row, 4 * row + 4);
    return labels[own.indexOf(Math.max(...own))] === test.labels[row];
  });
  assert.ok(right.length > 0.7 * tested.length, `${right.length} of ${tested.length}`);
});
