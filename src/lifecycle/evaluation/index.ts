/** @file Reports over predictions: figures with intervals, slices, thresholds, comparison; terminal, JSON, HTML. */

export { chooseThresholds, requireThresholdLabels } from "./choose-thresholds.ts";
export { compareMany, type ManyModelsReport } from "./compare-many.ts";
export { type ComparisonReport, comparePredictions } from "./compare-predictions.ts";
export { type CrossValidationReport, crossValidationReport } from "./cross-validation.ts";
export { evaluatePredictions } from "./evaluate-predictions.ts";
export { html, Markup } from "./html/markup.ts";
export { pageStyle } from "./html/page-style.ts";
export { renderHtml } from "./html/render-html.ts";
export { scrollable } from "./html/scrollable.ts";
export type { Decision, EvaluationReport } from "./report.ts";
export { curveMetric, type SampleSizeReport, sampleSizeCurve } from "./sample-size-curve.ts";
export { cutToWidth, displayWidth, oneLine, wrapWords } from "./terminal/display-width.ts";
export { createPaint, type Paint } from "./terminal/paint.ts";
export { renderComparison, renderComparisonReport } from "./terminal/render-comparison.ts";
export { renderCrossValidation } from "./terminal/render-cross-validation.ts";
export { renderModelTable } from "./terminal/render-model-table.ts";
export { renderSampleSizeCurve } from "./terminal/render-sample-size-curve.ts";
export { renderTerminal } from "./terminal/render-terminal.ts";
