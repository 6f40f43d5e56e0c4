/** @file How well probabilities rank: the examples for each label, and the labels for each example. */
import { labelSetAt } from "../labels/index.ts";
import { type LabelSetRows, truthIndicators } from "./label-set-rows.ts";

/** The examples in falling order of one label's probability. */
interface LabelOrder {
  readonly order: Uint32Array;
  /** [rows], 1 where the example at this rank has the label. */
  readonly outcomes: Uint8Array;
  /** [rows], 1 at the last of each run of equal probabilities. */
  readonly endsTie: Uint8Array;
}

/** Sorts the examples for each label. */
export function labelOrders(rows: LabelSetRows): readonly LabelOrder[] {
  const { length, classes, probabilities } = rows;
  const indicators = truthIndicators(rows);
  return Array.from({ length: classes }, (_, label) => {
    const scores = Float64Array.from({ length }, (_, row) => probabilities[row * classes + label]!);
    const order = Uint32Array.from({ length }, (_, row) => row).sort((left, right) => scores[right]! - scores[left]!);
    const endsTie = new Uint8Array(length);
    for (let rank = 0; rank < length; rank++)
      if (rank + 1 === length || scores[order[rank]!] !== scores[order[rank + 1]!]) endsTie[rank] = 1;
    return { order, outcomes: Uint8Array.from(order, (row) => indicators[row * classes + label]!), endsTie };
  });
}

/** What one label's ranking is worth. */
export interface LabelRanking {
  /** NaN where either side has no example. */
  readonly rocAuc: number;
  /** 0 for a label without examples. */
  readonly averagePrecision: number;
}

/** One pass from the highest probability down, each example counted `counts[row]` times. */
export function labelRanking({ order, outcomes, endsTie }: LabelOrder, counts: Uint32Array): LabelRanking {
  let hits = 0;
  let seen = 0;
  let within = 0; // of the label in this run of equal probabilities
  let runStart = 0; // examples above it
  let won = 0;
  let precisionSum = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const count = counts[order[rank]!]!;
    seen += count;
    if (outcomes[rank] === 1) within += count;
    if (endsTie[rank] === 0) continue;
    const others = seen - runStart - within;
    won += others * (hits + within / 2);
    hits += within;
    if (within > 0) precisionSum += (within * hits) / seen;
    within = 0;
    runStart = seen;
  }
  return { rocAuc: won / (hits * (seen - hits)), averagePrecision: hits === 0 ? 0 : precisionSum / hits };
}

/**
 * [rows], the label ranking average precision of each example: the mean, over its labels, of the share of its own among
 * those that score at least as high; 1 where it has no label or all of them (scikit-learn's definition).
 */
export function rankingPrecisions({ length, classes, truths, probabilities }: LabelSetRows): Float64Array {
  return Float64Array.from({ length }, (_, row) => {
    const own = labelSetAt(truths, row);
    if (own.length === 0 || own.length === classes) return 1;
    const scores = probabilities.subarray(row * classes, (row + 1) * classes);
    let sum = 0;
    for (const label of own) {
      const score = scores[label]!;
      let rank = 0;
      for (const other of scores) if (other >= score) rank++;
      let ownRank = 0;
      for (const other of own) if (scores[other]! >= score) ownRank++;
      sum += ownRank / rank;
    }
    return sum / own.length;
  });
}
