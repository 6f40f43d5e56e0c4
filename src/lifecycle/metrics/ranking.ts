/** @file How well scores put a label's examples before the others: ROC AUC and average precision, by label and averaged. */
import type { ScoredRows } from "./scored-rows.ts";

/** The examples in falling order of one label's score. */
export interface ScoreOrder {
  /** [rows], the examples from the highest score to the lowest. */
  readonly order: Uint32Array;
  /** [rows], the true label of each of them. */
  readonly truths: Int32Array;
  /** [rows], 1 at the last of each run of equal scores. */
  readonly endsTie: Uint8Array;
}

/** Sorts the examples by the score of one label. */
export function scoreOrder(rows: ScoredRows, label: number): ScoreOrder {
  const { length, classes, labelIds, probabilities } = rows;
  const scores = Float64Array.from({ length }, (_, row) => probabilities[row * classes + label]!);
  const order = Uint32Array.from({ length }, (_, row) => row).sort((left, right) => scores[right]! - scores[left]!);
  const endsTie = new Uint8Array(length);
  for (let rank = 0; rank < length; rank++)
    if (rank + 1 === length || scores[order[rank]!] !== scores[order[rank + 1]!]) endsTie[rank] = 1;
  return { order, truths: Int32Array.from(order, (row) => labelIds[row]!), endsTie };
}

/** How the scores of each label rank the examples. */
export interface Rankings {
  readonly classes: number;
  readonly total: number;
  /** [classes], examples that have the label. */
  readonly truths: Float64Array;
  /** [classes], pairs in which an example of the label scores higher for it than another one; an equal score counts half. */
  readonly won: Float64Array;
  /** [a, b]: those of them in which the other one has the label `b`; absent for more than `mostPairedClasses` labels. */
  readonly pairsWon: Float64Array | undefined;
  /** [classes], average precision; 0 for a label without examples. */
  readonly averagePrecisions: Float64Array;
}

/**
 * Ranks the examples, each counted `counts[row]` times, so that `truths[label]` have a label; `orders` holds one order
 * for each label of `labels`.
 */
export function rankings(
  truths: Float64Array,
  labels: readonly number[],
  orders: readonly ScoreOrder[],
  counts: Uint32Array,
): Rankings {
  const classes = truths.length;
  const pairsWon = classes > 2 && classes <= mostPairedClasses ? new Float64Array(classes * classes) : undefined;
  const averagePrecisions = new Float64Array(classes);
  const won = new Float64Array(classes);
  labels.forEach((label, index) => {
    const own = pairsWon?.subarray(label * classes, (label + 1) * classes);
    const swept = sweep(orders[index]!, label, counts, own, truths[label]!);
    averagePrecisions[label] = swept.averagePrecision;
    won[label] = swept.won;
  });
  const total = truths.reduce((sum, count) => sum + count, 0);
  return { classes, total, truths, won, pairsWon, averagePrecisions };
}

/** Pairs of labels are told apart up to so many labels. */
export const mostPairedClasses = 100;

/** One pass from the highest score down; fills the label's row of `pairsWon` where there is one. */
function sweep(
  { order, truths, endsTie }: ScoreOrder,
  label: number,
  counts: Uint32Array,
  pairsWon: Float64Array | undefined,
  positives: number,
): { readonly won: number; readonly averagePrecision: number } {
  let before = 0; // positives above this run of equal scores
  let within = 0; // positives in it
  let seen = 0; // examples down to here
  let precisionSum = 0;
  let runStart = 0;
  let seenBefore = 0; // examples above this run
  let won = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const count = counts[order[rank]!]!;
    if (count !== 0) {
      seen += count;
      const truth = truths[rank]!;
      if (truth === label) within += count;
      else if (pairsWon !== undefined) pairsWon[truth]! += count * before;
    }
    if (endsTie[rank] === 0) continue;
    won += (seen - seenBefore - within) * (before + within * 0.5);
    seenBefore = seen;
    if (within !== 0) {
      if (pairsWon !== undefined && runStart !== rank)
        for (let tied = runStart; tied <= rank; tied++) {
          const truth = truths[tied]!;
          if (truth !== label) pairsWon[truth]! += counts[order[tied]!]! * within * 0.5;
        }
      before += within;
      precisionSum += (within * before) / seen;
      within = 0;
    }
    runStart = rank + 1;
  }
  return { won, averagePrecision: positives === 0 ? 0 : precisionSum / positives };
}

/** ROC AUC of one label against the rest. NaN where either side has no example. */
export function rocAuc({ total, truths, won }: Rankings, label: number): number {
  return won[label]! / (truths[label]! * (total - truths[label]!));
}

/** ROC AUC of each label against the rest, averaged plainly or by examples; a label that lacks a side makes it NaN. */
export function rocAucOneVsRest(ranks: Rankings, average: "macro" | "weighted"): number {
  let sum = 0;
  let weights = 0;
  for (let label = 0; label < ranks.classes; label++) {
    const weight = average === "macro" ? 1 : ranks.truths[label]!;
    if (weight === 0) continue;
    sum += weight * rocAuc(ranks, label);
    weights += weight;
  }
  return sum / weights;
}

/**
 * ROC AUC over all pairs of labels that have examples (Hand & Till 2001), averaged plainly or by the pair's examples.
 * NaN with fewer than two such labels, or more than are told apart in pairs.
 */
export function rocAucOneVsOne({ classes, truths, pairsWon }: Rankings, average: "macro" | "weighted"): number {
  if (pairsWon === undefined) return Number.NaN;
  let sum = 0;
  let weights = 0;
  for (let left = 0; left < classes; left++)
    for (let right = left + 1; right < classes; right++) {
      const pairs = truths[left]! * truths[right]!;
      if (pairs === 0) continue;
      const weight = average === "macro" ? 1 : truths[left]! + truths[right]!;
      sum += (weight * (pairsWon[left * classes + right]! + pairsWon[right * classes + left]!)) / (2 * pairs);
      weights += weight;
    }
  return sum / weights;
}

/** Average precision over all labels; one without examples counts 0 plainly, and nothing when weighted. */
export function meanAveragePrecision(ranks: Rankings, average: "macro" | "weighted"): number {
  let sum = 0;
  let weights = 0;
  for (let label = 0; label < ranks.classes; label++) {
    const weight = average === "macro" ? 1 : ranks.truths[label]!;
    sum += weight * ranks.averagePrecisions[label]!;
    weights += weight;
  }
  return sum / weights;
}
