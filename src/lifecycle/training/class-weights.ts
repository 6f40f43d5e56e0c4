/** @file How much an example of each label counts. */
import { countLabelSets, type LabelSets } from "../labels/index.ts";
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
  return setting === null ? undefined : weightsByCount(setting, labels, countLabels(labelIds, labels.length));
}

/** The same, from the number of rows of each label. @throws UnknownLabelWeightError */
export function weightsByCount(
  setting: ClassWeights,
  labels: readonly string[],
  counts: Float64Array,
): Float64Array | undefined {
  if (setting === null) return undefined;
  if (setting === "balanced") {
    const present = counts.filter((count) => count > 0).length;
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => (count === 0 ? 1 : rows / (present * count)));
  }
  requireKnown(setting, labels);
  return Float64Array.from(labels, (label) => setting[label] ?? 1);
}

/**
 * Where texts may have several labels: how much each label counts for a text that lacks it and for one that has it,
 * [labels, 2], or `undefined` where all count the same. "balanced" is scikit-learn's for each label against the rest; a
 * weight by name counts for the texts that have the label, as PyTorch's `pos_weight`. @throws UnknownLabelWeightError
 */
export function labelSetWeights(
  setting: ClassWeights,
  labels: readonly string[],
  sets: LabelSets,
): Float64Array | undefined {
  if (setting === null) return undefined;
  if (setting !== "balanced") {
    requireKnown(setting, labels);
    return Float64Array.from(labels.flatMap((label) => [1, setting[label] ?? 1]));
  }
  const texts = sets.offsets.length - 1;
  const counts = countLabelSets(sets, labels.length);
  return Float64Array.from(
    [...counts].flatMap((count) =>
      count === 0 || count === texts ? [1, 1] : [texts / (2 * (texts - count)), texts / (2 * count)],
    ),
  );
}

function requireKnown(setting: Readonly<Record<string, number>>, labels: readonly string[]): void {
  const unknown = Object.keys(setting).find((label) => !labels.includes(label));
  if (unknown !== undefined) throw new UnknownLabelWeightError(unknown, labels);
}
