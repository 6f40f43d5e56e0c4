/** @file Shares a matrix's columns out among threads. */
import type { CompressedRows } from "../sparse/index.ts";
import type { ColumnRange } from "./sorted-columns.ts";

/** Cuts the columns into one range a thread with about equal work, judged by up to a thousand rows. */
export function cutColumns({ rows, columns, offsets, indices }: CompressedRows, threads: number): ColumnRange[] {
  const bins = Math.min(columns, 4096);
  const work = new Float64Array(bins);
  const every = Math.max(1, Math.floor(rows / 1000));
  for (let row = 0; row < rows; row += every)
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++)
      work[Math.floor((indices[entry]! * bins) / columns)]! += every;
  // Even a column without entries is cleared and looked at in each pass.
  for (let bin = 0; bin < bins; bin++) work[bin]! += 0.5 * (columns / bins);
  const total = work.reduce((sum, share) => sum + share, 0);
  const ranges: ColumnRange[] = [];
  let first = 0;
  let done = 0;
  for (let bin = 0; bin < bins && ranges.length + 1 < threads; bin++) {
    done += work[bin]!;
    const last = Math.ceil(((bin + 1) * columns) / bins);
    if (done < (total * (ranges.length + 1)) / threads || last === first) continue;
    ranges.push({ first, last });
    first = last;
  }
  ranges.push({ first, last: columns });
  while (ranges.length < threads) ranges.push({ first: columns, last: columns });
  return ranges;
}
