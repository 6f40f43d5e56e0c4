/** @file Reports over predictions: figures with intervals, slices, thresholds, comparison; terminal, JSON, HTML. */

export { chooseThresholds, requireThresholdLabels } from "./choose-thresholds.ts";
export { compareMany, type ManyModelsReport } from "./compare-many.ts";
export { type ComparisonReport, comparePredictions } from "./compare-predictions.ts";
export { type CrossValidationReport, crossValidationReport } from "./cross-validation.ts";
export { evaluatePredictions } from "./evaluate-predictions.ts";
export { renderHtml } from "./html/render-html.ts";
export type { Decision, EvaluationReport } from "./report.ts";
export { type SampleSizeReport, sampleSizeCurve } from "./sample-size-curve.ts";
export { renderComparison, renderComparisonReport } from "./terminal/render-comparison.ts";
export { renderCrossValidation } from "./terminal/render-cross-validation.ts";
export { renderModelTable } from "./terminal/render-model-table.ts";
export { renderSampleSizeCurve } from "./terminal/render-sample-size-curve.ts";
export { renderTerminal } from "./terminal/render-terminal.ts";
