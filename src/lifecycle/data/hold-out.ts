/** @file How many rows of each stratum are held out, and which units fill those places. */
import type { SplitConfig } from "./split.config.ts";
import { TEST, TRAIN, VALIDATION } from "./split-parts.ts";

/** Rows whose share is kept, for example those of one label. */
export interface Stratum {
  readonly count: number;
}

/**
 * A function to be called for each unit in the order of its random key; it gives the unit's part. Units fill the test
 * set of their stratum, then its validation set; one that does not fit goes on. At least one row of a stratum trains.
 */
export function holdOut(
  strata: readonly Stratum[],
  rows: number,
  { testSize, validationSize, orderIndependent }: Pick<SplitConfig, "testSize" | "validationSize" | "orderIndependent">,
): (stratum: number, size: number, high: number, low: number) => number {
  if (orderIndependent)
    return (_, __, high, low) =>
      high / 2 ** 32 < testSize ? TEST : low / 2 ** 32 < validationSize ? VALIDATION : TRAIN;
  const counts = strata.map(({ count }) => count);
  const test = shares(counts, places(rows, testSize), testSize);
  const remaining = counts.map((count, stratum) => count - test[stratum]!);
  const rest = remaining.reduce((sum, count) => sum + count, 0);
  const validation = shares(remaining, places(rest, validationSize), validationSize);
  return (stratum, size) => {
    for (const [open, part] of [
      [test, TEST],
      [validation, VALIDATION],
    ] as const) {
      if (size > open[stratum]!) continue;
      open[stratum]! -= size;
      return part;
    }
    return TRAIN;
  };
}

/** The whole number nearest to a share, but not none where some was asked for. */
const places = (rows: number, share: number) => (share === 0 ? 0 : Math.max(1, Math.round(rows * share)));

/** Divides `total` places among strata in proportion (largest remainders first), leaving each at least one row. */
function shares(counts: readonly number[], total: number, share: number): number[] {
  const exact = counts.map((count) => count * share);
  const result = exact.map((value, index) => Math.min(Math.floor(value), Math.max(0, counts[index]! - 1)));
  let open = total - result.reduce((sum, count) => sum + count, 0);
  const byRemainder = counts
    .map((_, index) => index)
    .sort((left, right) => exact[right]! - result[right]! - (exact[left]! - result[left]!) || left - right);
  for (const index of byRemainder) {
    if (open <= 0) break;
    if (result[index]! + 1 > counts[index]! - 1) continue;
    result[index]!++;
    open--;
  }
  return result;
}
