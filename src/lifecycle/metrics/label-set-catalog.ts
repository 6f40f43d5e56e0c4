/** @file The catalogue of metrics of texts that may have several labels: one function and one line each. */
import { type Catalog, createCatalog } from "../../foundation/index.ts";
import { expectedCalibrationError } from "./calibration.ts";
import type { Metric } from "./catalog.ts";
import type { LabelSetRows } from "./label-set-rows.ts";
import { type ExampleFigures, type LabelSetSample, wholeLabelSetSample } from "./label-set-sample.ts";
import { figuresOfCounts, type LabelFigures, meanFigures, type PrecisionRecallF1 } from "./precision-recall-f1.ts";

type Average = "macro" | "micro" | "weighted";

const metric = (
  title: string,
  direction: Metric["direction"],
  needs: Metric["needs"],
  fromSample: (sample: LabelSetSample) => number,
  high = 1,
): Metric<LabelSetSample> => ({ title, direction, range: [0, high], needs, minimumClasses: 1, fromSample });

function ofExamples(
  title: string,
  figure: keyof ExampleFigures,
  direction: Metric["direction"] = "higher",
): Metric<LabelSetSample> {
  return metric(title, direction, "labels", (sample) => sample.mean(figure));
}

function averaged(title: string, figure: keyof PrecisionRecallF1, average: Average): Metric<LabelSetSample> {
  return metric(`${title}, ${average}`, "higher", "labels", (sample) => averagedLabelSets(sample, average)[figure]);
}

/** The mean over labels; a label that lacks a side makes it NaN. */
function meanRanking(title: string, figure: "rocAuc" | "averagePrecision"): Metric<LabelSetSample> {
  return metric(
    title,
    "higher",
    "ranking",
    ({ rankings, classes }) => rankings.reduce((sum, ranking) => sum + ranking[figure], 0) / classes,
  );
}

/**
 * Every metric by name, with scikit-learn's definitions. Names shared with single labels mean the same there; losses and
 * the calibration error take every label of every example as a forecast of its own.
 */
export const labelSetMetrics: Catalog<Metric<LabelSetSample>> = createCatalog<Metric<LabelSetSample>>("metric", {
  accuracy: ofExamples("Subset accuracy", "exact"),
  "hamming-loss": ofExamples("Hamming loss", "hamming", "lower"),
  "jaccard-samples": ofExamples("Jaccard, samples", "jaccard"),
  "precision-micro": averaged("Precision", "precision", "micro"),
  "recall-micro": averaged("Recall", "recall", "micro"),
  "f1-micro": averaged("F1", "f1", "micro"),
  "precision-macro": averaged("Precision", "precision", "macro"),
  "recall-macro": averaged("Recall", "recall", "macro"),
  "f1-macro": averaged("F1", "f1", "macro"),
  "precision-weighted": averaged("Precision", "precision", "weighted"),
  "recall-weighted": averaged("Recall", "recall", "weighted"),
  "f1-weighted": averaged("F1", "f1", "weighted"),
  "precision-samples": ofExamples("Precision, samples", "precision"),
  "recall-samples": ofExamples("Recall, samples", "recall"),
  "f1-samples": ofExamples("F1, samples", "f1"),
  "label-ranking-average-precision": metric("Label ranking average precision", "higher", "probabilities", (sample) =>
    sample.mean("rankingPrecision"),
  ),
  "roc-auc": meanRanking("ROC AUC, macro", "rocAuc"),
  "average-precision": meanRanking("Average precision, macro", "averagePrecision"),
  "log-loss": metric(
    "Log loss, each label",
    "lower",
    "probabilities",
    (sample) => sample.mean("logLoss"),
    Number.POSITIVE_INFINITY,
  ),
  brier: metric("Brier score, each label", "lower", "probabilities", (sample) => sample.mean("brier")),
  "expected-calibration-error": metric("Calibration error, all labels", "lower", "probabilities", ({ calibration }) =>
    expectedCalibrationError(calibration),
  ),
});

/** The metric of all examples, each once. NaN where it is not defined. */
export function computeLabelSetMetric(name: string, rows: LabelSetRows): number {
  return labelSetMetrics.get(name).fromSample(wholeLabelSetSample(rows));
}

/** Precision, recall and F1 of each label. */
export function labelSetFigures({ counts, classes }: LabelSetSample): LabelFigures[] {
  return Array.from({ length: classes }, (_, label) =>
    figuresOfCounts(counts.hits[label]!, counts.predicted[label]!, counts.support[label]!, 0),
  );
}

function averagedLabelSets(sample: LabelSetSample, average: Average): PrecisionRecallF1 {
  if (sample.total === 0) return { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN };
  if (average !== "micro") return meanFigures(labelSetFigures(sample), average);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const { hits, predicted, support } = sample.counts;
  return figuresOfCounts(sum(hits), sum(predicted), sum(support), 0);
}
