/** @file The catalogue of metrics: adding one is its function and one line here. */
import { type Catalog, createCatalog } from "../../foundation/index.ts";
import { accuracy, balancedAccuracy, cohenKappa, matthewsCorrelation } from "./agreement.ts";
import { expectedCalibrationError } from "./calibration.ts";
import { type Average, labelFigures, type PrecisionRecallF1 } from "./precision-recall-f1.ts";
import { meanAveragePrecision, mostPairedClasses, rocAuc, rocAucOneVsOne, rocAucOneVsRest } from "./ranking.ts";
import { type Sample, wholeSample } from "./sample.ts";
import type { ScoredRows } from "./scored-rows.ts";

/** A figure that says how good predictions are. */
export interface Metric<Of = Sample> {
  /** For people: "ROC AUC". */
  readonly title: string;
  /** Which is better. */
  readonly direction: "higher" | "lower";
  /** The values it can take. */
  readonly range: readonly [low: number, high: number];
  /** What it needs besides predicted labels; ranking is the dearest. */
  readonly needs: "labels" | "probabilities" | "ranking";
  /** Fewer labels than this and it says nothing that another metric does not. */
  readonly minimumClasses: number;
  /** More labels than this and it takes too long; no limit when absent. */
  readonly maximumClasses?: number;
  /** The figure of a sample; NaN where it is not defined. */
  fromSample(sample: Of): number;
}

type Figure = keyof PrecisionRecallF1;

const unit = [0, 1] as const;
const correlation = [-1, 1] as const;

function labelMetric(title: string, fromSample: Metric["fromSample"], range: Metric["range"] = unit): Metric {
  return { title, direction: "higher", range, needs: "labels", minimumClasses: 2, fromSample };
}

function lossMetric(title: string, high: number, fromSample: Metric["fromSample"]): Metric {
  return { title, direction: "lower", range: [0, high], needs: "probabilities", minimumClasses: 2, fromSample };
}

function rankingMetric(title: string, minimumClasses: number, fromSample: Metric["fromSample"]): Metric {
  return { title, direction: "higher", range: unit, needs: "ranking", minimumClasses, fromSample };
}

/** Over all pairs of labels, whose number grows with the square of theirs. */
function pairedRanking(title: string, average: "macro" | "weighted"): Metric {
  const metric = rankingMetric(title, 3, ({ rankings }) => rocAucOneVsOne(rankings, average));
  return { ...metric, maximumClasses: mostPairedClasses };
}

/** Of the positive label where there are two, else the plain mean over labels. */
function headline(title: string, figure: Figure): Metric {
  return labelMetric(title, ({ classes, tally, positive, averaged }) =>
    tally.total === 0 ? Number.NaN : classes === 2 ? labelFigures(tally, positive)[figure] : averaged("macro")[figure],
  );
}

function averaged(title: string, figure: Figure, average: Average): Metric {
  return labelMetric(`${title}, ${average}`, ({ averaged }) => averaged(average)[figure]);
}

/** Every metric by name, with scikit-learn's definitions. */
export const metrics: Catalog<Metric> = createCatalog<Metric>("metric", {
  accuracy: labelMetric("Accuracy", ({ tally }) => accuracy(tally)),
  precision: headline("Precision", "precision"),
  recall: headline("Recall", "recall"),
  f1: headline("F1", "f1"),
  "roc-auc": rankingMetric("ROC AUC", 2, ({ classes, positive, rankings }) =>
    classes === 2 ? rocAuc(rankings, positive) : rocAucOneVsRest(rankings, "macro"),
  ),
  "average-precision": rankingMetric("Average precision", 2, ({ classes, positive, tally, rankings }) =>
    tally.total === 0
      ? Number.NaN
      : classes === 2
        ? rankings.averagePrecisions[positive]!
        : meanAveragePrecision(rankings, "macro"),
  ),
  "balanced-accuracy": labelMetric("Balanced accuracy", ({ tally }) => balancedAccuracy(tally)),
  "matthews-correlation": labelMetric("Matthews correlation", ({ tally }) => matthewsCorrelation(tally), correlation),
  "cohen-kappa": labelMetric("Cohen's kappa", ({ tally }) => cohenKappa(tally), correlation),
  "log-loss": lossMetric("Log loss", Number.POSITIVE_INFINITY, ({ meanLogLoss }) => meanLogLoss),
  brier: lossMetric("Brier score", 2, ({ meanBrierScore }) => meanBrierScore),
  "expected-calibration-error": lossMetric("Calibration error", 1, ({ calibration }) =>
    expectedCalibrationError(calibration),
  ),
  "precision-macro": averaged("Precision", "precision", "macro"),
  "recall-macro": averaged("Recall", "recall", "macro"),
  "f1-macro": averaged("F1", "f1", "macro"),
  "precision-micro": averaged("Precision", "precision", "micro"),
  "recall-micro": averaged("Recall", "recall", "micro"),
  "f1-micro": averaged("F1", "f1", "micro"),
  "precision-weighted": averaged("Precision", "precision", "weighted"),
  "recall-weighted": averaged("Recall", "recall", "weighted"),
  "f1-weighted": averaged("F1", "f1", "weighted"),
  "roc-auc-ovr-weighted": rankingMetric("ROC AUC, one-vs-rest, weighted", 3, ({ rankings }) =>
    rocAucOneVsRest(rankings, "weighted"),
  ),
  "roc-auc-ovo-macro": pairedRanking("ROC AUC, one-vs-one, macro", "macro"),
  "roc-auc-ovo-weighted": pairedRanking("ROC AUC, one-vs-one, weighted", "weighted"),
  "average-precision-weighted": rankingMetric("Average precision, weighted", 3, ({ rankings }) =>
    meanAveragePrecision(rankings, "weighted"),
  ),
});

/**
 * One metric of all examples; NaN where it is not defined (no examples, or none of a side it compares).
 * @throws UnknownEntryError when no metric has that name
 */
export function computeMetric(name: string, rows: ScoredRows): number {
  return metrics.get(name).fromSample(wholeSample(rows));
}
