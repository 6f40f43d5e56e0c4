/** @file Rows without a label, which neither train nor test. */
import type { DataWarning } from "./dataset.ts";
import { plural, rowsText } from "./warnings.ts";

/** A warning where there are some; `rows` are the first of them, from 1. */
export function unlabelledLeftOut(
  file: string,
  column: string | null,
  count: number,
  rows: readonly number[],
): DataWarning[] {
  if (count === 0) return [];
  return [
    {
      code: "unlabelled-left-out",
      message: `${file}, column "${column}": ${plural(count, "row")} without a label (${rowsText(rows, count)}) ${count === 1 ? "is" : "are"} in no part of the split.`,
      count,
      rows,
    },
  ];
}
