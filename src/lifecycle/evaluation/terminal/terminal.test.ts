import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { type ComparisonReport, comparePredictions } from "../compare-predictions.ts";
import { evaluatePredictions } from "../evaluate-predictions.ts";
import { evaluationConfig } from "../evaluation.config.ts";
import type { EvaluationReport } from "../report.ts";
import { sampleInput } from "../sample-input.sample.ts";
import { displayWidth } from "./display-width.ts";
import { renderComparison, renderComparisonReport } from "./render-comparison.ts";
import { renderTerminal } from "./render-terminal.ts";

const config = evaluationConfig.parse({ resamples: 200 });
const hostile = [
  "\u001b[2Jred\u202e",
  "満足している顧客の声です",
  "👩‍👩‍👧 family",
  "a label that goes on and on and on and on",
];

/** The report with other labels, and as many as there are. */
function relabelled(report: EvaluationReport, labels: readonly string[]): EvaluationReport {
  const renamed = new Map(report.labels.map((label, id) => [label, labels[id]!]));
  const replaced = JSON.parse(
    JSON.stringify(report, (_, value) => (typeof value === "string" ? (renamed.get(value) ?? value) : value)),
  );
  return replaced as EvaluationReport;
}

describe("reports in a terminal", () => {
  let two: EvaluationReport;
  let three: EvaluationReport;
  let comparison: ComparisonReport;

  before(async () => {
    const input = await sampleInput(300, ["complaint", "praise"]);
    two = await evaluatePredictions(input, config, { seed: 1 });
    three = await evaluatePredictions(await sampleInput(300, ["complaint", "praise", "question"]), config, { seed: 1 });
    const worse = input.probabilities.map((value, index) => ((index >> 1) % 4 === 0 ? 0.5 : value));
    comparison = await comparePredictions(
      {
        labelIds: input.labelIds,
        a: { name: "words", labels: input.labels, probabilities: input.probabilities },
        b: { name: "words with gaps", labels: input.labels, probabilities: worse },
      },
      config,
      { seed: 1 },
    );
  });

  const views: readonly [string, (options: { color: boolean; width: number }) => string][] = [
    ["two labels", (options) => renderTerminal(two, options)],
    ["three labels", (options) => renderTerminal(three, options)],
    [
      "side by side",
      (options) =>
        renderComparison(
          [
            { name: "words", report: two },
            { name: "others", report: two },
          ],
          options,
        ),
    ],
    ["comparison", (options) => renderComparisonReport(comparison, options)],
  ];
  for (const [name, view] of views) {
    test(`${name}: as it is read`, (context) => {
      context.assert.snapshot(view({ color: false, width: 80 }), { serializers: [String] });
    });

    test(`${name}: no line is wider than the terminal`, () => {
      for (const width of [40, 52, 66, 80, 120])
        for (const line of view({ color: false, width }).split("\n"))
          assert.ok(displayWidth(line) <= width, `${displayWidth(line)} of ${width}: ${line}`);
    });

    test(`${name}: colour changes nothing else`, () => {
      const colored = view({ color: true, width: 80 });
      assert.ok(colored.includes("\u001b["));
      assert.equal(stripVTControlCharacters(colored), view({ color: false, width: 80 }));
    });
  }

  test("labels can neither break the lines nor move the cursor", () => {
    for (const [report, count] of [
      [two, 2],
      [three, 3],
    ] as const)
      for (let first = 0; first + count <= hostile.length; first++) {
        const text = renderTerminal(relabelled(report, hostile.slice(first, first + count)), {
          color: false,
          width: 70,
        });
        assert.ok(!text.includes("\u001b") && !text.includes("\u202e"));
        for (const line of text.split("\n")) assert.ok(displayWidth(line) <= 70, line);
      }
  });

  test("a figure that is not defined is named with its reason", () => {
    const { "roc-auc": _, ...metrics } = two.metrics;
    const report = { ...two, metrics, undefinedMetrics: { "roc-auc": 'Every example has the label "praise".' } };
    const text = renderTerminal(report, { color: false, width: 80 });
    assert.match(text, /ROC AUC is not defined: Every example has the label "praise"\./);
  });

  test("many labels become a list of confusions", () => {
    const labels = Array.from({ length: 20 }, (_, id) => `topic ${id}`);
    const confusionMatrix = labels.map((_, truth) => labels.map((_, id) => (truth === id ? 50 : (truth * 7 + id) % 5)));
    const text = renderTerminal({ ...three, labels, confusionMatrix }, { color: false, width: 80 });
    assert.match(text, /True +Predicted +Examples\n +topic \d+ +topic \d+ +4\n/);
    assert.match(text, /and \d+ other pairs of labels/);
  });
});
