/** @file Isotonic regression: the rising function of least squared error, by pooling adjacent violators. */

/** A rising function: straight lines between the points, flat beyond the first and the last. */
export interface RisingFunction {
  /** Ascending, each once. */
  readonly x: readonly number[];
  /** Never falling, from 0 to 1. */
  readonly y: readonly number[];
}

/** The function of least squared error; scikit-learn's `IsotonicRegression`, points that lie on a flat left out. */
export function fitIsotonic(scores: Float64Array, outcomes: Uint8Array): RisingFunction {
  const order = Uint32Array.from(scores.keys()).sort((left, right) => scores[left]! - scores[right]! || left - right);
  // Equal scores are one point.
  const x: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  for (const row of order) {
    if (x.at(-1) !== scores[row]!) {
      x.push(scores[row]!);
      sums.push(0);
      counts.push(0);
    }
    sums[sums.length - 1]! += outcomes[row]!;
    counts[counts.length - 1]!++;
  }
  const pools: { sum: number; count: number; points: number }[] = [];
  for (let point = 0; point < x.length; point++) {
    pools.push({ sum: sums[point]!, count: counts[point]!, points: 1 });
    while (pools.length > 1) {
      const last = pools.at(-1)!;
      const before = pools.at(-2)!;
      if (before.sum * last.count < last.sum * before.count) break;
      pools.pop();
      before.sum += last.sum;
      before.count += last.count;
      before.points += last.points;
    }
  }
  const knots: { x: number[]; y: number[] } = { x: [], y: [] };
  let first = 0;
  for (const { sum, count, points } of pools) {
    for (const point of points === 1 ? [first] : [first, first + points - 1]) {
      knots.x.push(x[point]!);
      knots.y.push(sum / count);
    }
    first += points;
  }
  return knots;
}
