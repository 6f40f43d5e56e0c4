/** @file How well scores tell two groups apart. */

/** An area under the ROC curve with its interval. */
export interface RankedArea {
  readonly area: number;
  readonly low: number;
  readonly high: number;
}

/** The area under the ROC curve of `scores` for `positive` rows, with a 95 % interval (Hanley & McNeil 1982). */
export function rankedArea(scores: Float64Array, positive: Uint8Array): RankedArea {
  const order = Uint32Array.from(scores.keys()).sort((left, right) => scores[left]! - scores[right]!);
  const positives = positive.reduce((sum, flag) => sum + flag, 0);
  const negatives = scores.length - positives;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    for (let at = from; at < to; at++) if (positive[order[at]!] === 1) rankSum += (from + to + 1) / 2;
    from = to;
  }
  const area = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const variance =
    (area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area)) /
    (positives * negatives);
  const half = 1.96 * Math.sqrt(Math.max(0, variance));
  return { area, low: Math.max(0, area - half), high: Math.min(1, area + half) };
}
