/** @file The labels of texts that may have several, or none. */

/** A set of label ids for each row: those from `offsets[row]` up to, not including, `offsets[row + 1]`. */
export interface LabelSets {
  /** [rows + 1], from 0. */
  readonly offsets: Uint32Array;
  /** Ascending within a row, each once. */
  readonly ids: Int32Array;
}

/** The ids of one row; a view. */
export function labelSetAt({ offsets, ids }: LabelSets, row: number): Int32Array {
  return ids.subarray(offsets[row]!, offsets[row + 1]!);
}

/** Sets from lists of ids; each list is sorted and freed of repetitions. */
export function labelSets(rows: readonly (readonly number[])[]): LabelSets {
  const sorted = rows.map((ids) => [...new Set(ids)].sort((left, right) => left - right));
  const offsets = new Uint32Array(rows.length + 1);
  for (const [row, ids] of sorted.entries()) offsets[row + 1] = offsets[row]! + ids.length;
  return { offsets, ids: Int32Array.from(sorted.flat()) };
}

/** The sets of some rows, in that order. */
export function selectLabelSets(sets: LabelSets, rows: Uint32Array): LabelSets {
  const offsets = new Uint32Array(rows.length + 1);
  for (let at = 0; at < rows.length; at++)
    offsets[at + 1] = offsets[at]! + sets.offsets[rows[at]! + 1]! - sets.offsets[rows[at]!]!;
  const ids = new Int32Array(offsets[rows.length]!);
  for (let at = 0; at < rows.length; at++) ids.set(labelSetAt(sets, rows[at]!), offsets[at]!);
  return { offsets, ids };
}

/** How many rows have each label. [labels] */
export function countLabelSets({ ids }: LabelSets, labels: number): Float64Array {
  const counts = new Float64Array(labels);
  for (const id of ids) counts[id]!++;
  return counts;
}

/** 1 where a row has a label, else 0; row-major [rows, labels]. */
export function labelIndicators(sets: LabelSets, labels: number): Uint8Array {
  const rows = sets.offsets.length - 1;
  const indicators = new Uint8Array(rows * labels);
  for (let row = 0; row < rows; row++)
    for (let at = sets.offsets[row]!; at < sets.offsets[row + 1]!; at++) indicators[row * labels + sets.ids[at]!] = 1;
  return indicators;
}

/** The rows that have each label, ascending. */
export function rowsOfEachLabel(sets: LabelSets, labels: number): Int32Array[] {
  const rows = Array.from(countLabelSets(sets, labels), (count) => new Int32Array(count));
  const filled = new Int32Array(labels);
  for (let row = 0; row + 1 < sets.offsets.length; row++)
    for (const label of labelSetAt(sets, row)) rows[label]![filled[label]!++] = row;
  return rows;
}
