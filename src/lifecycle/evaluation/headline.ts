/** @file Which figures a report puts first, and what they are called there. */
import { metrics } from "../metrics/index.ts";
import type { EvaluationReport } from "./report.ts";

/** The first figures of every report, in this order; the others stand in the JSON. */
export const headlineMetrics = [
  "accuracy",
  "precision",
  "recall",
  "f1",
  "roc-auc",
  "average-precision",
  "balanced-accuracy",
  "matthews-correlation",
  "cohen-kappa",
  "log-loss",
  "brier",
  "expected-calibration-error",
];

const averagedOverLabels = new Set(["precision", "recall", "f1", "roc-auc", "average-precision"]);

/** A metric's name for people; with more than two labels it says where it is a mean over them. */
export function metricTitle(name: string, { positiveLabel }: Pick<EvaluationReport, "positiveLabel">): string {
  const title = metrics.find(name)?.title ?? name;
  return positiveLabel === null && averagedOverLabels.has(name) ? `${title}, macro` : title;
}

/** Whether lower values of a metric are better. */
export function lowerIsBetter(name: string): boolean {
  return metrics.find(name)?.direction === "lower";
}
