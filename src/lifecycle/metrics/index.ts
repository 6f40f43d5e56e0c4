/** @file Scores, intervals and paired tests: plain functions over predictions, with scikit-learn's definitions. */
export { computeMetric, type Metric, metrics } from "./catalog.ts";
export { type ScoredRows, scoredRows } from "./scored-rows.ts";
