import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelSetAt, labelSets } from "../labels/index.ts";
import { textColumn } from "../text/index.ts";
import { type ComparisonReport, comparePredictions } from "./compare-predictions.ts";
import { evaluatePredictions } from "./evaluate-predictions.ts";
import { evaluationConfig } from "./evaluation.config.ts";
import type { EvaluationInput } from "./evaluation-input.ts";
import { renderHtml } from "./html/render-html.ts";
import type { EvaluationReport } from "./report.ts";
import { displayWidth } from "./terminal/display-width.ts";
import { renderComparisonReport } from "./terminal/render-comparison.ts";
import { renderTerminal } from "./terminal/render-terminal.ts";

const config = evaluationConfig.parse({ resamples: 100 });
const rows = 300;

/** Texts that name their labels, with scores that mostly know them. */
function sampleSets(labels: readonly string[]): EvaluationInput {
  const random = createRandom("label set report");
  const lists = Array.from({ length: rows }, () =>
    labels.flatMap((_, label) => (random.float() < 0.4 / (label + 1) ? [label] : [])),
  );
  const probabilities = lists.flatMap((own) =>
    labels.map((_, label) => Math.min(1, (own.includes(label) ? 0.4 : 0) + 0.65 * random.float())),
  );
  return {
    labels,
    texts: textColumn(lists.map((own, row) => `text ${row} ${own.map((label) => labels[label]).join(" ")}`)),
    labelIds: new Int32Array(rows),
    labelSets: labelSets(lists),
    probabilities: Float32Array.from(probabilities),
    sliceColumns: { channel: Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? "web" : "post")) },
  };
}

describe("the report of texts with several labels", () => {
  const input = sampleSets(["billing", "delivery", "praise 👍"]);
  let report: EvaluationReport;
  let comparison: ComparisonReport;
  before(async () => {
    report = await evaluatePredictions(input, config, { seed: 1 });
    const blurred = input.probabilities.map((value, at) => (at % 4 === 0 ? 0.45 : value));
    const { labels, labelIds, labelSets: sets, probabilities } = input;
    comparison = await comparePredictions(
      {
        labelIds,
        labelSets: sets,
        a: { name: "sharp", labels, probabilities },
        b: { name: "blurred", labels, probabilities: blurred },
      },
      config,
      { seed: 1 },
    );
  });

  test("is the same for the same seed, and survives JSON", async () => {
    assert.deepEqual(await evaluatePredictions(input, config, { seed: 1 }), report);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  });

  test("has every metric with its interval, every label and every slice", () => {
    for (const [name, { value, low, high }] of Object.entries(report.metrics))
      assert.ok(low! <= value && value <= high!, `${name}: ${low} ${value} ${high}`);
    assert.deepEqual(
      report.byClass.map(({ label }) => label),
      input.labels,
    );
    assert.equal(
      report.byClass.reduce((sum, { support }) => sum + support, 0),
      input.labelSets!.ids.length,
    );
    const channels = report.slices.filter(({ kind }) => kind === "column");
    assert.deepEqual(
      channels.map(({ value, rows: count }) => [value, count]),
      [
        ["post", 200],
        ["web", 100],
      ],
    );
  });

  test("a mistake names the label that is wrong", () => {
    const { row, about, score, labelScore } = report.worstMistakes[0]!;
    const id = input.labels.indexOf(about!.label);
    const has = labelSetAt(input.labelSets!, row).includes(id);
    assert.equal(about!.given, !has);
    assert.ok(Math.abs(score - input.probabilities[row * 3 + id]!) < 1e-6);
    assert.ok(Math.abs(score + labelScore - 1) < 1e-6);
  });

  test("chosen thresholds change what is given, and are told", async () => {
    const thresholds = { billing: 0.9, delivery: 0.1 };
    const moved = await evaluatePredictions(
      { ...input, decision: { goal: "f1", source: "validation", thresholds } },
      config,
      { seed: 1 },
    );
    const predicted = (some: EvaluationReport) => some.byClass.map((label) => label.predicted);
    const [billing, delivery, praise] = predicted(moved);
    const before = predicted(report);
    assert.ok(billing! < before[0]! && delivery! > before[1]! && praise === before[2]);
    assert.deepEqual(moved.metrics["roc-auc"], report.metrics["roc-auc"]);
    assert.match(
      renderTerminal(moved, { color: false, width: 80 }),
      /chosen for f1 on the validation set\.\n.*\n +billing +0\.9000\n/,
    );
    assert.match(renderHtml(moved, "A model"), /chosen for <b>f1<\/b>: <bdi>billing<\/bdi> 0\.9000/);
  });

  test("in the terminal: as it is read, no line too wide", (context) => {
    context.assert.snapshot(renderTerminal(report, { color: false, width: 80 }), { serializers: [String] });
    context.assert.snapshot(renderComparisonReport(comparison, { color: false, width: 80 }), { serializers: [String] });
    for (const width of [40, 60, 100])
      for (const line of renderTerminal(report, { color: false, width }).split("\n"))
        assert.ok(displayWidth(line) <= width, line);
  });

  test("as a page: everything but a confusion matrix, each link with its target", () => {
    const page = renderHtml(report, "A model");
    assert.doesNotMatch(page, /Confusion matrix/);
    for (const id of ["roc", "precision-recall", "calibration"]) assert.ok(page.includes(`id="${id}-title"`), id);
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) assert.ok(ids.includes(target!), target);
    assert.match(page, /<strong class="wrong" dir="auto">[^<]+<\/strong> (given|missed) with/);
  });

  test("models are compared by exact answers and by every metric", () => {
    const { outcomes, metrics } = comparison;
    const right = (outcomes.bothRight + outcomes.onlyA) / rows;
    assert.ok(Math.abs(right - report.metrics["accuracy"]!.value) < 1e-12);
    assert.equal(metrics["f1-micro"]!.a, report.metrics["f1-micro"]!.value);
    assert.ok(metrics["f1-micro"]!.difference.high! < 0, "blurring costs F1");
    assert.ok(comparison.mcnemarPValue > 0.05 && comparison.better === null, "exact answers are as many");
  });

  test("a label without examples leaves only the ranking of it undefined", async () => {
    const none = sampleSets(["billing", "delivery"]);
    const labels = ["billing", "delivery", "never"];
    const probabilities = Float32Array.from({ length: rows * 3 }, (_, at) =>
      at % 3 === 2 ? 0.1 : none.probabilities[Math.floor(at / 3) * 2 + (at % 3)]!,
    );
    const { undefinedMetrics, metrics } = await evaluatePredictions({ ...none, labels, probabilities }, config, {
      seed: 1,
    });
    assert.deepEqual(undefinedMetrics, { "roc-auc": 'No example has the label "never".' });
    assert.ok(metrics["f1-micro"]!.value > 0.5);
  });
});
