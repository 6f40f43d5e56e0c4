/** @file Cross-validation for a terminal. */
import type { CrossValidatedModel, CrossValidationReport } from "../cross-validation.ts";
import { metricTitle } from "../headline.ts";
import { formatCount, formatFigure, formatInterval, formatPercent } from "../number-format.ts";
import { cutToWidth, oneLine } from "./display-width.ts";
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
    { title: "Metric", align: "left" },
    { title: "All rows", align: "right" },
    {
      title: report.resamples === 0 ? "" : `${formatPercent(report.confidence)} interval`,
      align: "left",
      dropFirst: 1,
    },
    { title: "Mean ± deviation", align: "left" },
    { title: "Fold 1", align: "right", dropFirst: 2 },
    ...shown.slice(1).map((_, fold): Column => ({ title: `${fold + 2}`, align: "right", dropFirst: 3 + fold })),
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
  const fits = `${formatCount(model.folds.length)} models fitted in ${seconds.toFixed(1)} s; ${formatCount(model.folds[0]!.features)} features in the first`;
  return [
    paint.bold(cutToWidth(oneLine(model.name), width)),
    ...textTable(columns, lines, { width, paint, indent: 2 }),
    paint.dim(cutToWidth(`  ${fits}`, width)),
  ];
}
