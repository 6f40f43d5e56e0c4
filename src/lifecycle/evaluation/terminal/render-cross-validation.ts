/** @file Cross-validation for a terminal. */
import type { CrossValidatedLabel } from "../cross-validated-labels.ts";
import type { CrossValidatedModel, CrossValidationReport } from "../cross-validation.ts";
import { metricTitle } from "../headline.ts";
import { formatCount, formatFigure, formatInterval } from "../number-format.ts";
import { cutToWidth, oneLine } from "./display-width.ts";
import { intervalColumn } from "./interval-column.ts";
import { createPaint, type Paint } from "./paint.ts";
import { renderModelTable } from "./render-model-table.ts";
import type { TerminalOptions } from "./render-terminal.ts";
import { type Cell, type Column, textTable } from "./text-table.ts";

/** Folds whose figures are listed one by one. */
const mostFolds = 10;

/** One table a model, then the models against each other; at most `width` columns wide (at least 40 are taken). */
export function renderCrossValidation(report: CrossValidationReport, options: TerminalOptions): string {
  const paint = createPaint(options.color);
  const width = Math.max(40, options.width);
  const { folds, rows } = report;
  const title = `Cross-validation: ${formatCount(rows)} examples in ${folds.length} folds, each answered by a model that has not seen it`;
  const parts = [
    paint.bold(cutToWidth(title, width)),
    ...report.models.map((model) => modelLines(report, model, paint, width).join("\n")),
    ...(report.comparison === null ? [] : [renderModelTable(report.comparison, options).trimEnd()]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function modelLines(report: CrossValidationReport, model: CrossValidatedModel, paint: Paint, width: number): string[] {
  const shown = model.folds.length <= mostFolds ? model.folds : [];
  const columns: Column[] = [
    { title: "Metric", align: "left", least: 20 },
    { title: "All rows", align: "right" },
    intervalColumn(report, 1),
    { title: "Mean ± deviation", align: "left", dropFirst: 2, least: Number.POSITIVE_INFINITY },
    { title: "Fold 1", align: "right", dropFirst: 3 },
    ...shown.slice(1).map((_, fold): Column => ({ title: `${fold + 2}`, align: "right", dropFirst: 4 + fold })),
  ];
  const lines = Object.entries(model.overFolds).map(([name, { mean, standardDeviation }]): Cell[] => {
    const figure = model.metrics[name];
    return [
      metricTitle(name, report),
      figure === undefined ? "–" : { text: formatFigure(figure.value), paint: paint.bold },
      figure === undefined ? "" : formatInterval(figure),
      `${formatFigure(mean)} ± ${formatFigure(standardDeviation)}`,
      ...shown.map((fold) => formatFigure(fold.metrics[name]!)),
    ];
  });
  const seconds = model.folds.reduce((sum, fold) => sum + fold.seconds, 0);
  const labelLines = model.byLabel === undefined ? [] : ["", ...byLabelLines(report, model.byLabel, paint, width)];
  const fits = `${formatCount(model.folds.length)} models fitted in ${seconds.toFixed(1)} s; ${formatCount(model.folds[0]!.features)} features in the first`;
  return [
    paint.bold(cutToWidth(oneLine(model.name), width)),
    ...textTable(columns, lines, { width, paint, indent: 2 }),
    ...labelLines,
    paint.dim(cutToWidth(`  ${fits}`, width)),
  ];
}

/** Up to so many labels all are listed; of more so many of the worst. */
const [allLabels, worstLabels] = [20, 10];

function byLabelLines(
  report: CrossValidationReport,
  byLabel: readonly CrossValidatedLabel[],
  paint: Paint,
  width: number,
): string[] {
  const shown =
    byLabel.length <= allLabels
      ? byLabel
      : byLabel
          .filter(({ support }) => support > 0)
          .toSorted((left, right) => left.f1.value - right.f1.value || right.support - left.support)
          .slice(0, worstLabels);
  const columns: Column[] = [
    { title: "Label", align: "left" },
    { title: "Rows", align: "right" },
    { title: "Precision", align: "right", dropFirst: 3 },
    { title: "Recall", align: "right", dropFirst: 3 },
    { title: "F1", align: "right" },
    intervalColumn(report, 1),
    { title: "Mean ± deviation", align: "left", dropFirst: 2, least: Number.POSITIVE_INFINITY },
  ];
  const lines = shown.map(({ label, support, precision, recall, f1, f1OverFolds }): Cell[] => [
    oneLine(label),
    formatCount(support),
    formatFigure(precision),
    formatFigure(recall),
    { text: formatFigure(f1.value), paint: paint.bold },
    formatInterval(f1),
    f1OverFolds === null ? "–" : `${formatFigure(f1OverFolds.mean)} ± ${formatFigure(f1OverFolds.standardDeviation)}`,
  ]);
  const rest = byLabel.length - shown.length;
  return [
    ...textTable(columns, lines, { width, paint, indent: 2 }),
    ...(rest === 0 ? [] : [paint.dim(cutToWidth(`  the worst of ${formatCount(byLabel.length)}: see --json`, width))]),
  ];
}
