/** @file Logistic regression over features scaled by their log-count ratio (Wang & Manning 2012). */
import { siblingModule } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { fitEachLabel, type LabelsWeights, rowsOfEachClass } from "./each-label.ts";
import { logCountRatio } from "./log-count-ratio.ts";
import { fitLogistic, type LogisticOptions } from "./logistic.ts";
import type { RatioTask } from "./nb-logistic-worker.ts";
import { requireCounts } from "./require-counts.ts";
import { requireLabels } from "./require-labels.ts";

/** Settings of the fit. */
export interface NbLogisticOptions extends Omit<LogisticOptions, "onIteration"> {
  /** Added to the counts that the ratios are made of. */
  readonly alpha: number;
}

/**
 * Fits in worker threads: two classes by all of them, more classes one against the rest, a class a thread. The weights
 * hold the ratios already: they score features as they are. The trace is the objective after each iteration.
 * @throws LabelMismatchError, NegativeFeatureError, CancelledError
 */
export async function fitNbLogistic(
  matrix: CompressedRows,
  labelIds: Int32Array,
  options: NbLogisticOptions,
): Promise<LabelsWeights> {
  const { classes, alpha, sampleWeights } = options;
  requireLabels("logistic regression", labelIds, matrix.rows, classes);
  if (classes > 2) return fitNbLogisticSets(matrix, rowsOfEachClass(labelIds, classes), options, () => sampleWeights);
  requireCounts(matrix);
  const ratios = logCountRatio(matrix, (row) => labelIds[row] === 1, alpha);
  const { coefficients, intercepts, losses } = await fitLogistic(matrix, labelIds, { ...options, factors: ratios });
  const scaled = new Float32Array(coefficients.length);
  for (let column = 0; column < scaled.length; column++) scaled[column] = coefficients[column]! * ratios[column]!;
  return { coefficients: scaled, intercepts, trace: losses };
}

/**
 * Fits each label against the rest: `positives` holds the rows of each.
 * @param weightsOf [rows] of a label, or `undefined` for 1 each
 * @throws NegativeFeatureError, CancelledError
 */
export async function fitNbLogisticSets(
  matrix: CompressedRows,
  positives: readonly Int32Array[],
  options: Omit<NbLogisticOptions, "classes" | "sampleWeights">,
  weightsOf: (label: number) => Float64Array | undefined,
): Promise<LabelsWeights> {
  requireCounts(matrix);
  const { alpha, c, maxIterations, tolerance } = options;
  const taskOf = (label: number): RatioTask => ({
    ...{ matrix, positives: positives[label]!, sampleWeights: weightsOf(label), alpha, c, maxIterations, tolerance },
  });
  return fitEachLabel(matrix, positives, siblingModule(import.meta.url, "nb-logistic-worker"), taskOf, options);
}
