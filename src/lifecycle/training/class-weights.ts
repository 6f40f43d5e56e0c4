/** @file How much an example of each label counts. */
import type { ClassWeights } from "./class-weights.config.ts";
import { UnknownLabelWeightError } from "./errors.ts";

/** Rows of each label. [labels] */
export function countLabels(labelIds: Int32Array, labels: number): Float64Array {
  const counts = new Float64Array(labels);
  for (const id of labelIds) counts[id]!++;
  return counts;
}

/** A weight for each label, or `undefined` where all count the same. @throws UnknownLabelWeightError */
export function labelWeights(
  setting: ClassWeights,
  labels: readonly string[],
  labelIds: Int32Array,
): Float64Array | undefined {
  if (setting === null) return undefined;
  if (setting === "balanced") {
    const counts = countLabels(labelIds, labels.length);
    const present = counts.filter((count) => count > 0).length;
    return counts.map((count) => (count === 0 ? 1 : labelIds.length / (present * count)));
  }
  const unknown = Object.keys(setting).find((label) => !labels.includes(label));
  if (unknown !== undefined) throw new UnknownLabelWeightError(unknown, labels);
  return Float64Array.from(labels, (label) => setting[label] ?? 1);
}
