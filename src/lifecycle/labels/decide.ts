/** @file From probabilities to the labels that a text gets. */
import type { Thresholds } from "./thresholds.config.ts";

/** The threshold of a label that has none of its own. */
const usualThreshold = 0.5;

/** A threshold for each label, as single precision compares it. [labels] */
export function thresholdOfEach(labels: readonly string[], thresholds: Thresholds | undefined): Float64Array {
  return Float64Array.from(labels, (label) =>
    thresholds !== undefined && Object.hasOwn(thresholds, label) ? Math.fround(thresholds[label]!) : usualThreshold,
  );
}

/** The threshold that decides between two labels: of the one with this id. */
export interface BinaryThreshold {
  readonly label: number;
  readonly threshold: number;
}

/** The threshold of one of two labels; `undefined` where the likeliest label is given. */
export function binaryThreshold(
  labels: readonly string[],
  thresholds: Thresholds | undefined,
): BinaryThreshold | undefined {
  if (thresholds === undefined || labels.length !== 2) return undefined;
  const label = labels.findIndex((name) => Object.hasOwn(thresholds, name));
  return label === -1 ? undefined : { label, threshold: Math.fround(thresholds[labels[label]!]!) };
}

/** The likeliest label of a row of probabilities, the first of equals; or the one that its threshold decides. */
export function decideLabel(
  probabilities: ArrayLike<number>,
  binary: BinaryThreshold | undefined,
  first = 0,
  labels = probabilities.length,
): number {
  if (binary !== undefined)
    return probabilities[first + binary.label]! >= binary.threshold ? binary.label : 1 - binary.label;
  let best = 0;
  for (let label = 1; label < labels; label++)
    if (probabilities[first + label]! > probabilities[first + best]!) best = label;
  return best;
}
