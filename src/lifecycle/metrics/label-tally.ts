/** @file How often each label is true, predicted, and both: all that agreement is measured by, however many labels. */
import type { ScoredRows } from "./scored-rows.ts";

/** Counts of examples by label. */
export interface LabelTally {
  readonly classes: number;
  readonly total: number;
  /** [classes], examples that have the label and were given it. */
  readonly hits: Float64Array;
  /** [classes], examples that have the label. */
  readonly truths: Float64Array;
  /** [classes], examples that were given the label. */
  readonly predictions: Float64Array;
}

/** Counts the examples, each `counts[row]` times. */
export function labelTally(
  { length, classes, labelIds, predictedIds }: Pick<ScoredRows, "length" | "classes" | "labelIds" | "predictedIds">,
  counts: Uint32Array,
): LabelTally {
  const hits = new Float64Array(classes);
  const truths = new Float64Array(classes);
  const predictions = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < length; row++) {
    const count = counts[row]!;
    const [label, prediction] = [labelIds[row]!, predictedIds[row]!];
    truths[label]! += count;
    predictions[prediction]! += count;
    if (label === prediction) hits[label]! += count;
    total += count;
  }
  return { classes, total, hits, truths, predictions };
}
