/** @file Linear support vector machines: squared hinge loss, l2 penalty, scikit-learn's `LinearSVC`. */
import { siblingModule } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { type EachLabelOptions, fitEachLabel, type LabelsWeights, rowsOfEachClass } from "./each-label.ts";
import type { SvmTask } from "./linear-svm-worker.ts";
import { requireLabels } from "./require-labels.ts";

/** Settings of a linear SVM. */
export interface LinearSvmOptions extends EachLabelOptions {
  /** Weight of the losses against the penalty. */
  readonly c: number;
  /** Passes over the rows at most. */
  readonly maxIterations: number;
  /** Ends when the projected gradients of a pass lie this close together. */
  readonly tolerance: number;
  /** Seeds the order of the rows in each pass. */
  readonly seed: number;
}

/**
 * Fits ½‖(w, b)‖² + c · Σ weight · max(0, 1 − y (w·x + b))² by dual coordinate descent (Hsieh et al. 2008): the
 * intercept is penalised as a weight is, as LIBLINEAR has it. Two classes are one output, more are one each against the
 * rest. The trace is how far apart the projected gradients of each pass were.
 * @throws LabelMismatchError, CancelledError
 */
export function fitLinearSvm(
  matrix: CompressedRows,
  labelIds: Int32Array,
  options: LinearSvmOptions & { readonly classes: number; readonly sampleWeights?: Float64Array | undefined },
): Promise<LabelsWeights> {
  const { classes, sampleWeights } = options;
  requireLabels("a linear SVM", labelIds, matrix.rows, classes);
  const positives = rowsOfEachClass(labelIds, classes);
  return fitLinearSvmSets(matrix, classes === 2 ? positives.slice(1) : positives, options, () => sampleWeights);
}

/** The same for labels that rows may have several of: `positives` holds the rows of each. @throws CancelledError */
export function fitLinearSvmSets(
  matrix: CompressedRows,
  positives: readonly Int32Array[],
  options: LinearSvmOptions,
  weightsOf: (label: number) => Float64Array | undefined,
): Promise<LabelsWeights> {
  const { c, maxIterations, tolerance, seed } = options;
  const taskOf = (label: number): SvmTask => ({
    ...{ matrix, positives: positives[label]!, sampleWeights: weightsOf(label), c, maxIterations, tolerance, seed },
  });
  return fitEachLabel(matrix, positives, siblingModule(import.meta.url, "linear-svm-worker"), taskOf, options);
}
