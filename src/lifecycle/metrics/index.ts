/** @file Scores, intervals and paired tests: plain functions over predictions, with scikit-learn's definitions. */
export { bootstrapIntervals, quantile } from "./bootstrap.ts";
export {
  type CalibrationBin,
  calibrationBins,
  type Forecasts,
  labelForecasts,
  predictedForecasts,
} from "./calibration.ts";
export { computeMetric, type Metric, metrics } from "./catalog.ts";
export { confusionMatrix } from "./confusion-matrix.ts";
export { fisherUpperTail } from "./fisher.ts";
export { holmAdjusted } from "./holm.ts";
export { computeLabelSetMetric, labelSetFigures, labelSetMetrics } from "./label-set-catalog.ts";
export { labelSetForecasts, pooledForecasts } from "./label-set-forecasts.ts";
export { labelSetRandomisationPValues } from "./label-set-randomisation.ts";
export { exactAnswers, type LabelSetRows, labelSetRows } from "./label-set-rows.ts";
export { prepareLabelSetSamples, wholeLabelSetSample } from "./label-set-sample.ts";
export { mcnemarExact, type PairedOutcomes, pairedOutcomes } from "./mcnemar.ts";
export { averagedFigures, type LabelFigures, labelFigures } from "./precision-recall-f1.ts";
export { randomisationPValues } from "./randomisation.ts";
export { prepareSamples } from "./sample.ts";
export { type ScoredRows, scoredRows } from "./scored-rows.ts";
export { studentTQuantile } from "./student-t.ts";
export {
  forecastThresholds,
  type ThresholdPoint,
  thresholdForF1,
  thresholdForPrecision,
  thresholdForRecall,
  thresholdPoints,
} from "./threshold-curves.ts";
