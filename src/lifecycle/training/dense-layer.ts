/** @file The dense layer as models have it, from the rows that online training learns. */
import { hasLabelSets } from "../labels/index.ts";
import type { ModelSize } from "../model/index.ts";

/**
 * From a row for each label to columns, [width, outputs]. Between two labels that exclude each other one column decides:
 * the difference of the rows, and half of it for sigmoids, since their rows mirror each other.
 */
export function denseLayer(rows: Float32Array, { labels, task }: ModelSize, oneVsAll: boolean): Float32Array {
  const width = rows.length / labels;
  if (labels === 2 && !hasLabelSets(task)) {
    const factor = oneVsAll ? 0.5 : 1;
    return Float32Array.from({ length: width }, (_, column) => factor * (rows[width + column]! - rows[column]!));
  }
  return Float32Array.from({ length: rows.length }, (_, at) => rows[(at % labels) * width + Math.floor(at / labels)]!);
}
