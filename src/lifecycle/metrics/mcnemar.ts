/** @file McNemar's exact test: do two models err equally often on the same examples? */

/** How two models' answers to the same examples go together. */
export interface PairedOutcomes {
  readonly bothRight: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly bothWrong: number;
}

/** Counts who was right. All three have one entry per example. */
export function pairedOutcomes(
  labelIds: ArrayLike<number>,
  predictedA: ArrayLike<number>,
  predictedB: ArrayLike<number>,
): PairedOutcomes {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < labelIds.length; row++) {
    const a = predictedA[row] === labelIds[row] ? 0 : 2;
    const b = predictedB[row] === labelIds[row] ? 0 : 1;
    counts[a + b]!++;
  }
  return { bothRight: counts[0]!, onlyA: counts[1]!, onlyB: counts[2]!, bothWrong: counts[3]! };
}

/**
 * The two-sided p-value of the exact test: the probability, were both equally likely to be the one that is right, of a
 * split of the disagreements at least this uneven. 1 where they never disagree.
 */
export function mcnemarExact({ onlyA, onlyB }: Pick<PairedOutcomes, "onlyA" | "onlyB">): number {
  const disagreements = onlyA + onlyB;
  const fewer = Math.min(onlyA, onlyB);
  if (fewer * 2 === disagreements) return 1;
  let term = halfBinomial(disagreements, fewer);
  let tail = 0;
  for (let hits = fewer; hits >= 0 && term > tail * 1e-18; hits--) {
    tail += term;
    term *= hits / (disagreements - hits + 1);
  }
  return Math.min(1, 2 * tail);
}

/** C(n, k) / 2ⁿ by Loader's saddle-point expansion (2000), which loses no digits for large n. */
function halfBinomial(n: number, k: number): number {
  if (k === 0) return 2 ** -n;
  const rest = n - k;
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n / 2) - deviance(rest, n / 2);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

/** ln n! minus Stirling's formula. */
function stirlingError(n: number): number {
  if (n < 16) {
    let factorial = 1;
    for (let factor = 2; factor <= n; factor++) factorial *= factor;
    return Math.log(factorial) - (0.5 * Math.log(2 * Math.PI * n) + n * Math.log(n) - n);
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x ln(x / mean) + mean - x, summed as a series where both are close. */
function deviance(x: number, mean: number): number {
  const ratio = (x - mean) / (x + mean);
  if (Math.abs(ratio) >= 0.1) return x * Math.log(x / mean) + mean - x;
  let sum = (x - mean) * ratio;
  let power = 2 * x * ratio;
  for (let order = 1; order < 1000; order++) {
    power *= ratio * ratio;
    const next = sum + power / (2 * order + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
