/** @file What a calibration changed, for a terminal. */
import { metricTitle } from "../headline.ts";
import { formatFigure } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import type { Paint } from "./paint.ts";
import { type Cell, textTable } from "./text-table.ts";

/** Figures before and with the model's calibration; nothing where it has none. */
export function calibrationLines(report: EvaluationReport, paint: Paint, width: number): string[] {
  const { before } = report.calibration;
  if (before === null) return [];
  const columns = [
    { title: "Metric", align: "left" },
    { title: "Before", align: "right" },
    { title: "Calibrated", align: "right" },
  ] as const;
  const rows = Object.entries(before.metrics)
    .filter(([name]) => report.metrics[name] !== undefined)
    .map(([name, value]): Cell[] => [
      `${metricTitle(name, report)} (lower is better)`,
      formatFigure(value),
      { text: formatFigure(report.metrics[name]!.value), paint: paint.bold },
    ]);
  return textTable(columns, rows, { width, paint, indent: 2 });
}
