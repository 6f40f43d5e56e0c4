/** @file Features that are counts: nothing occurs less than never. */
import type { CompressedRows } from "../sparse/index.ts";
import { NegativeFeatureError } from "./errors.ts";

/** @throws NegativeFeatureError */
export function requireCounts({ rows, offsets, values }: CompressedRows): void {
  let entry = 0;
  while (entry < values.length && !(values[entry]! < 0)) entry++;
  if (entry === values.length) return;
  let row = 0;
  while (row < rows && offsets[row + 1]! <= entry) row++;
  throw new NegativeFeatureError(row, values[entry]!);
}
