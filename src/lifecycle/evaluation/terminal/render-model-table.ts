/** @file Many models in one table for a terminal. */
import type { ManyModelsReport, ModelPair } from "../compare-many.ts";
import { lowerIsBetter, metricTitle } from "../headline.ts";
import { formatCount, formatDifference, formatFigure, formatProbability } from "../number-format.ts";
import { cutToWidth, oneLine, wrapWords } from "./display-width.ts";
import { intervalColumn } from "./interval-column.ts";
import { createPaint } from "./paint.ts";
import type { TerminalOptions } from "./render-terminal.ts";
import { type Cell, type Column, textTable } from "./text-table.ts";

/** Pairs that are listed one by one; of more only those with the first model. */
const mostPairs = 15;

/** Figures that are never left out. */
const firstMetrics = 2;

/** Models side by side, the best first, then every pair's difference; at most `width` columns wide (at least 40). */
export function renderModelTable(report: ManyModelsReport, options: TerminalOptions): string {
  const paint = createPaint(options.color);
  const width = Math.max(40, options.width);
  const names = Object.keys(report.models[0]!.metrics);
  const level = 1 - report.confidence;
  const models = textTable(
    [
      { title: "Model", align: "left", least: 12 },
      ...names.flatMap((name, index): Column[] => [
        { title: metricTitle(name, report), align: "right", ...(index < firstMetrics ? {} : { dropFirst: 0 }) },
        intervalColumn(report, index + 1),
      ]),
    ],
    report.models.map(({ name, metrics }): Cell[] => [
      oneLine(name),
      ...names.flatMap((metric): Cell[] => {
        const figure = metrics[metric];
        if (figure === undefined) return ["–", ""];
        const best = report.models.every((other) => {
          const value = other.metrics[metric]?.value;
          return value === undefined || (lowerIsBetter(metric) ? figure.value <= value : figure.value >= value);
        });
        const text = formatFigure(figure.value);
        return [
          best ? { text, paint: paint.bold } : text,
          figure.low === null ? "" : `${formatFigure(figure.low)}–${formatFigure(figure.high!)}`,
        ];
      }),
    ]),
    { width, paint, indent: 2 },
  );
  const shown = report.pairs.length <= mostPairs ? report.pairs : report.pairs.slice(0, report.models.length - 1);
  const pairs = textTable(
    [
      { title: "A", align: "left" },
      { title: "B", align: "left" },
      { title: "B − A", align: "right" },
      { title: "interval", align: "left", dropFirst: 1, least: Number.POSITIVE_INFINITY },
      { title: "p", align: "right", dropFirst: 2 },
      { title: "p, corrected", align: "right" },
    ],
    shown.map(({ a, b, differences }: ModelPair): Cell[] => {
      const { value, low, high, pValue, adjustedPValue } = differences[report.decidedBy]!;
      const sure = adjustedPValue < level;
      return [
        oneLine(a),
        oneLine(b),
        { text: formatDifference(value), paint: sure ? (value > 0 ? paint.good : paint.bad) : (text) => text },
        low === null || high === null ? "" : `${formatDifference(low)} … ${formatDifference(high)}`,
        formatProbability(pValue),
        formatProbability(adjustedPValue),
      ];
    }),
    { width, paint, indent: 2 },
  );
  const omitted = report.pairs.length - shown.length;
  return `${[
    paint.bold(cutToWidth(`${report.models.length} models on ${formatCount(report.rows)} examples`, width)),
    ...models,
    "",
    paint.bold(cutToWidth(`${metricTitle(report.decidedBy, report)}, pair by pair`, width)),
    ...pairs,
    ...(omitted === 0 ? [] : [paint.dim(cutToWidth(`  and ${formatCount(omitted)} pairs more: see --json`, width))]),
    paint.dim(
      cutToWidth(
        `  approximate randomisation, ${formatCount(report.shuffles)} swaps; Holm's correction over ${formatCount(report.pairs.length)} pairs`,
        width,
      ),
    ),
    "",
    ...wrapWords(oneLine(report.verdict), width),
  ].join("\n")}\n`;
}
