/** @file Which figures a report puts first, and what they are called there. */
import { labelSetMetrics, metrics } from "../metrics/index.ts";
import type { EvaluationReport } from "./report.ts";

const ofLabels = [
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

const ofLabelSets = [
  "accuracy",
  "f1-micro",
  "f1-macro",
  "f1-samples",
  "precision-micro",
  "recall-micro",
  "jaccard-samples",
  "hamming-loss",
  "label-ranking-average-precision",
  "roc-auc",
  "average-precision",
  "log-loss",
  "brier",
  "expected-calibration-error",
];

/** What is said of a report's metrics depends on these. */
type About = Pick<EvaluationReport, "positiveLabel" | "task">;

const averagedOverLabels = new Set(["precision", "recall", "f1", "roc-auc", "average-precision"]);

/** The figure that models are ranked by: micro F1 counts every label that is right, where texts may have several. */
export function decidingMetric({ task }: Pick<EvaluationReport, "task">): "accuracy" | "f1-micro" {
  return task === undefined ? "accuracy" : "f1-micro";
}

/** The first figures of a report, in this order; the others stand in the JSON. */
export function headlineMetrics({ task }: Pick<EvaluationReport, "task">): readonly string[] {
  return task === undefined ? ofLabels : ofLabelSets;
}

/** A metric's name for people; with more than two labels it says where it is a mean over them. */
export function metricTitle(name: string, { positiveLabel, task }: About): string {
  if (task !== undefined) return labelSetMetrics.find(name)?.title ?? name;
  const title = metrics.find(name)?.title ?? name;
  return positiveLabel === null && averagedOverLabels.has(name) ? `${title}, macro` : title;
}

/** Whether lower values of a metric are better. */
export function lowerIsBetter(name: string): boolean {
  return (metrics.find(name) ?? labelSetMetrics.find(name))?.direction === "lower";
}
