/** @file Models side by side in a terminal. */
import type { ComparisonReport } from "../compare-predictions.ts";
import { headlineMetrics, lowerIsBetter, metricTitle } from "../headline.ts";
import { formatCount, formatDifference, formatFigure, formatInterval, formatPercent } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import { cutToWidth, oneLine, wrapWords } from "./display-width.ts";
import { intervalColumn } from "./interval-column.ts";
import { createPaint } from "./paint.ts";
import type { TerminalOptions } from "./render-terminal.ts";
import { type Cell, textTable } from "./text-table.ts";

/** The figures of a first look. */
const firstMetrics = ({ task }: EvaluationReport) =>
  task === undefined ? ["accuracy", "precision", "recall", "f1"] : ["accuracy", "f1-micro", "f1-macro", "f1-samples"];

/** Several models' accuracy, precision, recall and F1 with intervals, one column a model, at most `width` wide. */
export function renderComparison(
  models: readonly { readonly name: string; readonly report: EvaluationReport }[],
  options: TerminalOptions,
): string {
  const paint = createPaint(options.color);
  const first = models[0]?.report;
  if (first === undefined) return "";
  const figures = (name: string) => models.map(({ report }) => report.metrics[name]);
  const rowOf = (name: string, narrow: boolean): Cell[] => {
    const best = Math.max(...figures(name).map((figure) => figure?.value ?? Number.NEGATIVE_INFINITY));
    return [
      metricTitle(name, first),
      ...figures(name).map((figure): Cell => {
        if (figure === undefined) return "–";
        const interval = formatInterval(figure);
        const text =
          narrow || interval === "" ? formatFigure(figure.value) : `${formatFigure(figure.value)}  ${interval}`;
        return figure.value === best && models.length > 1 ? { text, paint: paint.bold } : text;
      }),
    ];
  };
  const columns = [
    { title: "", align: "left" },
    ...models.map(({ name }) => ({ title: oneLine(name), align: "left" }) as const),
  ] as const;
  const full = firstMetrics(first).map((name) => rowOf(name, false));
  const needed = 2 + 22 + models.length * 27;
  const rows = needed <= options.width ? full : firstMetrics(first).map((name) => rowOf(name, true));
  const note = `${formatCount(first.rows)} examples${first.resamples === 0 ? "" : `, ${formatPercent(first.confidence)} intervals`}`;
  return `${[
    ...textTable(columns, rows, { width: options.width, paint, indent: 2 }),
    paint.dim(cutToWidth(`  ${note}`, options.width)),
  ].join("\n")}\n`;
}

/** A paired comparison for a terminal, at most `width` columns wide (at least 40 are taken). */
export function renderComparisonReport(report: ComparisonReport, options: TerminalOptions): string {
  const paint = createPaint(options.color);
  const width = Math.max(40, options.width);
  const columns = [
    { title: "Metric", align: "left" },
    { title: "A", align: "right" },
    { title: "B", align: "right" },
    { title: "B − A", align: "right" },
    intervalColumn(report, 1),
  ] as const;
  const rows = headlineMetrics(report)
    .filter((name) => report.metrics[name] !== undefined)
    .map((name): Cell[] => {
      const { a, b, difference } = report.metrics[name]!;
      const { low, high } = difference;
      const sure = low !== null && high !== null && (low > 0 || high < 0);
      const better = difference.value > 0 !== lowerIsBetter(name);
      return [
        metricTitle(name, report),
        formatFigure(a),
        formatFigure(b),
        { text: formatDifference(difference.value), paint: sure ? (better ? paint.good : paint.bad) : (text) => text },
        low === null || high === null ? "" : `${formatDifference(low)} … ${formatDifference(high)}`,
      ];
    });
  const { bothRight, onlyA, onlyB, bothWrong } = report.outcomes;
  const outcomes = textTable(
    [
      { title: "", align: "left" },
      { title: "B right", align: "right" },
      { title: "B wrong", align: "right" },
    ],
    [
      ["A right", formatCount(bothRight), formatCount(onlyA)],
      ["A wrong", formatCount(onlyB), formatCount(bothWrong)],
    ],
    { width, paint, indent: 2 },
  );
  const { mcnemarPValue } = report;
  const p = mcnemarPValue < 0.0001 ? mcnemarPValue.toExponential(1) : mcnemarPValue.toFixed(4);
  return `${[
    paint.bold(cutToWidth(`Comparison on ${formatCount(report.rows)} examples`, width)),
    cutToWidth(`  A  ${oneLine(report.a)}`, width),
    cutToWidth(`  B  ${oneLine(report.b)}`, width),
    "",
    ...textTable(columns, rows, { width, paint, indent: 2 }),
    "",
    paint.bold(report.task === undefined ? "Right and wrong together" : "Exactly right and not, together"),
    ...outcomes,
    paint.dim(cutToWidth(`  McNemar's exact test: p = ${p}`, width)),
    "",
    ...wrapWords(oneLine(report.verdict), width).map((line) => (report.better === null ? line : paint.bold(line))),
  ].join("\n")}\n`;
}
