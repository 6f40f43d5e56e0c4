import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelSets } from "../labels/index.ts";
import { textColumn } from "../text/index.ts";
import { evaluatePredictions } from "./evaluate-predictions.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import { fewerResamples } from "./figures.ts";
import { renderHtml } from "./html/render-html.ts";
import type { EvaluationReport } from "./report.ts";
import { displayWidth } from "./terminal/display-width.ts";
import { renderTerminal } from "./terminal/render-terminal.ts";

const classes = 1000;
const rows = 1500;
const labels = Array.from({ length: classes }, (_, id) => (id % 9 === 0 ? `😀 topic ${id}` : `topic ${id}`));
const random = createRandom("a thousand labels");
const labelIds = Int32Array.from({ length: rows }, (_, row) => (row < classes ? row : random.integer(classes)));
const texts = textColumn(Array.from(labelIds, (label, row) => `text ${row} about ${label}`));

/** Most of the mass on the true label or on its neighbour. */
function scores(): Float32Array {
  const values = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    for (let label = 0; label < classes; label++) values[row * classes + label] = (0.3 * random.float()) / classes;
    const label = labelIds[row]!;
    values[row * classes + (random.float() < 0.8 ? label : (label + 1) % classes)] = 0.6;
  }
  return values;
}

describe("a thousand labels", () => {
  const config = evaluationConfig.parse({ resamples: 40 });
  let report: EvaluationReport;
  before(async () => {
    const input = { labels, texts, labelIds, probabilities: scores(), sliceColumns: {} };
    report = await evaluatePredictions(input, config, { seed: 1 });
  });

  test("have their most frequent confusions in place of a matrix", () => {
    assert.deepEqual(report.confusionMatrix, []);
    const { pairs, mostFrequent } = report.confusions!;
    assert.ok(pairs > 100 && mostFrequent.length === Math.min(1000, pairs));
    const wrong = mostFrequent.reduce((sum, { count }) => sum + count, 0);
    assert.equal(wrong, rows - Math.round(report.metrics["accuracy"]!.value * rows));
    for (const { label, prediction } of mostFrequent.slice(0, 20))
      assert.equal((labels.indexOf(label) + 1) % classes, labels.indexOf(prediction));
    for (const [at, { count }] of mostFrequent.entries()) assert.ok(at === 0 || count <= mostFrequent[at - 1]!.count);
  });

  test("have every metric but those of all pairs", () => {
    assert.equal(report.metrics["roc-auc-ovo-macro"], undefined);
    assert.ok(report.metrics["roc-auc"]!.value > 0.85);
    assert.equal(report.byClass.length, classes);
  });

  test("are read in a terminal: the worst labels, the most frequent confusions", () => {
    const text = renderTerminal(report, { color: false, width: 90 });
    assert.ok(text.split("\n").length < 120, `${text.split("\n").length} lines`);
    assert.match(text, /the 20 labels with the lowest F1 of 1,000; --json has all/);
    assert.match(text, /True +Predicted +Examples/);
    for (const line of text.split("\n")) assert.ok(displayWidth(line) <= 90, line);
  });

  test("make a page of moderate size", () => {
    const page = renderHtml(report, "A thousand labels");
    assert.ok(page.length < 600_000, `${page.length} characters`);
    assert.match(page, /The 40 labels with the lowest F1 of 1,000/);
    assert.match(page, /Most frequent confusions/);
    assert.ok(JSON.stringify(report).length < 2_000_000, `${JSON.stringify(report).length} characters`);
  });

  test("of texts with several of them are read the same way", async () => {
    const sets = labelSets(
      Array.from(labelIds, (label, row) => (row % 3 === 0 ? [label, (label + 7) % classes] : [label])),
    );
    const some = { labels, texts, labelIds, labelSets: sets, probabilities: scores(), sliceColumns: {} };
    const several = await evaluatePredictions(some, evaluationConfig.parse({ resamples: 20 }), { seed: 1 });
    assert.ok(several.metrics["f1-micro"]!.value > 0.6);
    assert.match(renderTerminal(several, { color: false, width: 90 }), /the 20 labels with the lowest F1/);
  });

  test("are ranked in fewer resamples the more there are, and the report says how many", () => {
    assert.deepEqual(fewerResamples(50_000, 100, 1000), {});
    assert.deepEqual(fewerResamples(1500, 1000, 1000), { rankingResamples: 200 });
    assert.deepEqual(fewerResamples(100_000, 1000, 1000), { rankingResamples: 100 });
    assert.match(
      renderHtml({ ...report, rankingResamples: 200 }, "A model"),
      /\(200 for ROC AUC and average precision\)/,
    );
  });
});
