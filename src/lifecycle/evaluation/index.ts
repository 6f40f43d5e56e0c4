/** @file Reports over predictions: figures with intervals, slices, thresholds, comparison; terminal, JSON, HTML. */
export { type ComparisonReport, comparePredictions } from "./compare-predictions.ts";
export { evaluatePredictions } from "./evaluate-predictions.ts";
export { renderHtml } from "./html/render-html.ts";
export type { EvaluationReport } from "./report.ts";
export { renderComparison, renderComparisonReport } from "./terminal/render-comparison.ts";
export { renderTerminal } from "./terminal/render-terminal.ts";
