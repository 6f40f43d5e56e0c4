/** @file The log-count ratio of naive Bayes as a scale for features (Wang & Manning 2012). */
import type { CompressedRows } from "../sparse/index.ts";

/**
 * [columns] log((p / Σp) / (q / Σq)), where p is `alpha` plus a feature's sum over the positive rows, and q the same over
 * all other rows. In shared memory.
 */
export function logCountRatio(
  { rows, columns, offsets, indices, values }: CompressedRows,
  isPositive: (row: number) => boolean,
  alpha: number,
): Float64Array<SharedArrayBuffer> {
  const having = sharedDoubles(columns).fill(alpha);
  const lacking = new Float64Array(columns).fill(alpha);
  for (let row = 0; row < rows; row++) {
    const sums = isPositive(row) ? having : lacking;
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) sums[indices[entry]!]! += values[entry]!;
  }
  const sum = (total: number, value: number) => total + value;
  const all = Math.log(having.reduce(sum, 0)) - Math.log(lacking.reduce(sum, 0));
  for (let column = 0; column < columns; column++)
    having[column] = Math.log(having[column]!) - Math.log(lacking[column]!) - all;
  return having;
}

function sharedDoubles(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}
