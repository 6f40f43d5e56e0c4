/** @file Logarithms of shares that may be 0 or 1, as a model's scores can hold them. */

/** Stands for the logarithm of 0: e⁻⁸⁷ is about the smallest single-precision number. */
export const NEVER = -87;

/** ln(count / (total − count)), within ±87. */
export function logOdds(count: number, total: number): number {
  if (count === 0) return NEVER;
  return count === total ? -NEVER : Math.log(count / (total - count));
}

/** A logarithm of odds, infinite or not, within ±87. */
export function boundedLogOdds(value: number): number {
  return Math.min(-NEVER, Math.max(NEVER, value));
}
