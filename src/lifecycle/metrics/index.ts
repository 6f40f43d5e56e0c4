/** @file Scores, intervals and paired tests: plain functions over predictions, with scikit-learn's definitions. */
export { type BootstrapOptions, bootstrapIntervals, type Interval, quantile } from "./bootstrap.ts";
export {
  type CalibrationBin,
  calibrationBins,
  type Forecasts,
  labelForecasts,
  predictedForecasts,
} from "./calibration.ts";
export { computeMetric, type Metric, metrics } from "./catalog.ts";
export { type ConfusionMatrix, confusionMatrix } from "./confusion-matrix.ts";
export { InvalidPredictionsError } from "./errors.ts";
export { mcnemarExact, type PairedOutcomes, pairedOutcomes } from "./mcnemar.ts";
export { averagedFigures, type LabelFigures, labelFigures, type PrecisionRecallF1 } from "./precision-recall-f1.ts";
export { prepareSamples, type Sample, wholeSample } from "./sample.ts";
export { type ScoredRows, scoredRows } from "./scored-rows.ts";
export {
  type ThresholdPoint,
  thresholdForF1,
  thresholdForPrecision,
  thresholdForRecall,
  thresholdPoints,
} from "./threshold-curves.ts";
