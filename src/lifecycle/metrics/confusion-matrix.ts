/** @file How often each label was taken for each other. */
import { type LabelTally, labelTally } from "./label-tally.ts";
import type { ScoredRows } from "./scored-rows.ts";

/** Counts of examples by true and predicted label, with their sums. */
export interface ConfusionMatrix extends LabelTally {
  /** Row-major [true label, predicted label]. */
  readonly counts: Float64Array;
}

/** Counts the examples of every pair of true and predicted label. */
export function confusionMatrix(rows: ScoredRows): ConfusionMatrix {
  const { classes, labelIds, predictedIds } = rows;
  const counts = new Float64Array(classes * classes);
  for (let row = 0; row < rows.length; row++) counts[labelIds[row]! * classes + predictedIds[row]!]!++;
  return { ...labelTally(rows, new Uint32Array(rows.length).fill(1)), counts };
}
