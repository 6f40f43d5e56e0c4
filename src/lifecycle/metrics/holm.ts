/** @file Holm's correction for many tests (Holm 1979, "A simple sequentially rejective multiple test procedure"). */

/**
 * The p-values as they count when all these tests were made: none below a level with a chance of more than that level
 * where no difference exists. In the order given, each at most 1.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((left, right) => pValues[left]! - pValues[right]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, pValues[index]! * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
