/** @file A curve of figures by training rows for a terminal. */
import { lowerIsBetter, metricTitle } from "../headline.ts";
import { formatCount, formatDifference, formatFigure, formatInterval } from "../number-format.ts";
import type { SampleSizeReport } from "../sample-size-curve.ts";
import { cutToWidth, oneLine, wrapWords } from "./display-width.ts";
import { intervalColumn } from "./interval-column.ts";
import { createPaint } from "./paint.ts";
import type { TerminalOptions } from "./render-terminal.ts";
import { type Cell, textTable } from "./text-table.ts";

/** Columns of the longest bar. */
const barWidth = 24;

/** One line a size with its bar, the forecast, and what follows; at most `width` columns wide (at least 40 are taken). */
export function renderSampleSizeCurve(report: SampleSizeReport, options: TerminalOptions): string {
  const paint = createPaint(options.color);
  const width = Math.max(40, options.width);
  const { metric, points, forecast } = report;
  const values = [...points, ...forecast].map(({ figure }) => figure.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const bar = (value: number) => {
    const share = most === least ? 1 : (value - least) / (most - least);
    return "█".repeat(1 + Math.round(share * (barWidth - 1)));
  };
  const title = `${metricTitle(metric, report)}${lowerIsBetter(metric) ? " (lower is better)" : ""}`;
  const lines = [
    ...points.map(({ rows, figure }): Cell[] => [
      formatCount(rows),
      { text: formatFigure(figure.value), paint: paint.bold },
      formatInterval(figure),
      { text: bar(figure.value), paint: paint.accent },
    ]),
    ...forecast.map(({ rows, figure, gain }): Cell[] => [
      { text: `${formatCount(rows)}?`, paint: paint.dim },
      { text: formatFigure(figure.value), paint: paint.dim },
      { text: formatInterval(figure), paint: paint.dim },
      { text: `${bar(figure.value)} ${formatDifference(gain.value)}`, paint: paint.dim },
    ]),
  ];
  return `${[
    paint.bold(cutToWidth(`${title} on ${formatCount(report.testRows)} test examples, by training rows`, width)),
    ...textTable(
      [
        { title: "Rows", align: "right" },
        { title: "Value", align: "right" },
        intervalColumn(report, 2),
        { title: "", align: "left", dropFirst: 1 },
      ],
      lines,
      { width, paint, indent: 2 },
    ),
    ...(forecast.length === 0
      ? []
      : [paint.dim(cutToWidth("  ? forecast by the power law fitted to the rows above", width))]),
    "",
    ...wrapWords(oneLine(report.verdict), width),
  ].join("\n")}\n`;
}
