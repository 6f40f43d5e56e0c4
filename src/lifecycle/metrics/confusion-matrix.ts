/** @file How often each label was taken for each other. */
import type { ScoredRows } from "./scored-rows.ts";

/** Counts of examples by true and predicted label, with their sums. */
export interface ConfusionMatrix {
  readonly classes: number;
  readonly total: number;
  /** Row-major [true label, predicted label]. */
  readonly counts: Float64Array;
  /** [classes], examples that have the label. */
  readonly truths: Float64Array;
  /** [classes], examples that were given the label. */
  readonly predictions: Float64Array;
}

/** Sums a table of counts by row and column. */
export function confusionFromCounts(counts: Float64Array, classes: number): ConfusionMatrix {
  const truths = new Float64Array(classes);
  const predictions = new Float64Array(classes);
  let total = 0;
  for (let truth = 0; truth < classes; truth++)
    for (let prediction = 0; prediction < classes; prediction++) {
      const count = counts[truth * classes + prediction]!;
      truths[truth]! += count;
      predictions[prediction]! += count;
      total += count;
    }
  return { classes, total, counts, truths, predictions };
}

/** The cell of each example in a row-major confusion matrix. */
export function confusionCells(rows: ScoredRows): Int32Array {
  const { classes, labelIds, predictedIds } = rows;
  return labelIds.map((label, row) => label * classes + predictedIds[row]!);
}

/** Counts the examples of every pair of true and predicted label. */
export function confusionMatrix(rows: ScoredRows): ConfusionMatrix {
  const counts = new Float64Array(rows.classes * rows.classes);
  for (const cell of confusionCells(rows)) counts[cell]!++;
  return confusionFromCounts(counts, rows.classes);
}
