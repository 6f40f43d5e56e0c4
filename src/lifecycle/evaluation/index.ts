/** @file Reports over predictions: figures with intervals, slices, thresholds, comparison; terminal, JSON, HTML. */
export {
  type ComparedModel,
  type ComparisonInput,
  type ComparisonReport,
  comparePredictions,
} from "./compare-predictions.ts";
export { type EvaluationInput, type EvaluationOptions, evaluatePredictions } from "./evaluate-predictions.ts";
export type { EvaluationConfig } from "./evaluation.config.ts";
export { renderHtml } from "./html/render-html.ts";
export type { EvaluationReport } from "./report.ts";
export { renderComparison, renderComparisonReport } from "./terminal/render-comparison.ts";
export { renderTerminal, type TerminalOptions } from "./terminal/render-terminal.ts";
