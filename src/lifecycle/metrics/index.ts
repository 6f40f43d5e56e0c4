/** @file Scores, intervals and paired tests: plain functions over predictions, with scikit-learn's definitions. */
export { bootstrapIntervals, quantile } from "./bootstrap.ts";
export { type CalibrationBin, calibrationBins, labelForecasts, predictedForecasts } from "./calibration.ts";
export { computeMetric, metrics } from "./catalog.ts";
export { confusionMatrix } from "./confusion-matrix.ts";
export { holmAdjusted } from "./holm.ts";
export { computeLabelSetMetric, labelSetMetrics } from "./label-set-catalog.ts";
export { type LabelSetRows, labelSetRows } from "./label-set-rows.ts";
export { mcnemarExact, type PairedOutcomes, pairedOutcomes } from "./mcnemar.ts";
export { averagedFigures, labelFigures } from "./precision-recall-f1.ts";
export { randomisationPValues } from "./randomisation.ts";
export { prepareSamples, wholeSample } from "./sample.ts";
export { type ScoredRows, scoredRows } from "./scored-rows.ts";
export { studentTQuantile } from "./student-t.ts";
export {
  type ThresholdPoint,
  thresholdForF1,
  thresholdForPrecision,
  thresholdForRecall,
  thresholdPoints,
} from "./threshold-curves.ts";
