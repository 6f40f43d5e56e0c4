/**
 * @file The entries of neighbouring columns, sorted for products: columns with several entries in blocks whose dense
 * operand fits a cache; columns with one entry, of which texts have the most, apart.
 */
import type { ColumnBlock, KernelMemory } from "../kernels/index.ts";
import type { CompressedRows } from "../sparse/index.ts";

/** Columns `first … last`. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
  /** [columns of the matrix] What each column is multiplied by, in shared memory; 1 where absent. */
  readonly factors?: Float64Array | undefined;
}

/** Columns with several entries, renumbered without gaps. */
export interface Block extends ColumnBlock {
  /** The number of its first column. */
  readonly first: number;
  /** [columns of the block · outputs], in the kernels' memory; all blocks have the same. */
  readonly operand: Float64Array;
}

/** Entries that are alone in their column. */
export interface LoneEntries {
  readonly rows: Int32Array;
  /** Of the whole matrix. */
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** The columns of a range. */
export interface SortedColumns {
  readonly blocks: readonly Block[];
  /** The matrix's column for each number that blocks use. */
  readonly columnOf: Int32Array;
  readonly lone: LoneEntries;
}

/** Doubles of a block's operand: 512 KiB. Columns within a block are 16-bit numbers. */
const BLOCK_DOUBLES = 65536;
const ROWS_BETWEEN_CHECKS = 4096;

/** Copies the entries of a range of columns. `checkpoint` is called every few thousand rows. @throws KernelMemoryError */
export function sortColumns(
  memory: KernelMemory,
  { rows, offsets, indices, values }: CompressedRows,
  { first, last, factors }: ColumnRange,
  outputs: number,
  checkpoint: () => void,
): SortedColumns {
  const counts = new Int32Array(last - first);
  const starts = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_BETWEEN_CHECKS === 0) checkpoint();
    const end = offsets[row + 1]!;
    let entry = firstAtLeast(indices, offsets[row]!, end, first);
    starts[row] = entry;
    for (; entry < end && indices[entry]! < last; entry++) counts[indices[entry]! - first]!++;
  }

  const width = Math.max(1, Math.floor(BLOCK_DOUBLES / outputs));
  const { numbers, columnOf, loneCount, entryCounts } = numberColumns(counts, first, width);
  const operand = memory.float64(Math.min(width, columnOf.length) * outputs);
  const blocks = entryCounts.map((entries, block): Block => {
    const most = Math.min(rows, entries);
    return {
      first: block * width,
      operand: operand.subarray(0, Math.min(width, columnOf.length - block * width) * outputs),
      columns: memory.uint16(entries),
      values: memory.float32(entries),
      runRows: memory.int32(most),
      runEnds: memory.int32(most),
    };
  });

  const lone = {
    rows: new Int32Array(loneCount),
    columns: new Int32Array(loneCount),
    values: new Float32Array(loneCount),
  };
  let loneFilled = 0;
  const filled = new Float64Array(blocks.length);
  const runs = new Int32Array(blocks.length);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_BETWEEN_CHECKS === 0) checkpoint();
    const end = offsets[row + 1]!;
    let entry = starts[row]!;
    while (entry < end && indices[entry]! < last) {
      const number = numbers[indices[entry]! - first]!;
      if (number < 0) {
        lone.rows[loneFilled] = row;
        lone.columns[loneFilled] = indices[entry]!;
        lone.values[loneFilled++] = values[entry++]!;
        continue;
      }
      const block = Math.floor(number / width);
      const { first: firstNumber, columns, values: blockValues, runRows, runEnds } = blocks[block]!;
      const limit = firstNumber + width;
      let to = filled[block]!;
      for (; entry < end && indices[entry]! < last; entry++) {
        const next = numbers[indices[entry]! - first]!;
        if (next >= limit) break;
        if (next < 0) {
          lone.rows[loneFilled] = row;
          lone.columns[loneFilled] = indices[entry]!;
          lone.values[loneFilled++] = values[entry]!;
          continue;
        }
        columns[to] = next - firstNumber;
        blockValues[to++] = values[entry]!;
      }
      filled[block] = to;
      const run = runs[block]!++;
      runRows[run] = row;
      runEnds[run] = to;
    }
  }
  const trimmed = blocks.map((block, index) => ({
    ...block,
    runRows: block.runRows.subarray(0, runs[index]),
    runEnds: block.runEnds.subarray(0, runs[index]),
  }));
  const sorted = { blocks: trimmed, columnOf, lone };
  if (factors !== undefined) scale(sorted, width, factors);
  return sorted;
}

/** Multiplies each column by its factor. */
function scale({ blocks, columnOf, lone }: SortedColumns, width: number, factors: Float64Array): void {
  for (const { first, columns, values } of blocks) {
    const ofBlock = Float64Array.from(columnOf.subarray(first, first + width), (column) => factors[column]!);
    for (let entry = 0; entry < values.length; entry++) values[entry]! *= ofBlock[columns[entry]!]!;
  }
  for (let entry = 0; entry < lone.values.length; entry++) lone.values[entry]! *= factors[lone.columns[entry]!]!;
}

/** Numbers the columns that have several entries; -1 for the others. */
function numberColumns(counts: Int32Array, first: number, width: number) {
  const numbers = new Int32Array(counts.length);
  let numbered = 0;
  let loneCount = 0;
  for (let column = 0; column < counts.length; column++) {
    if (counts[column] === 1) loneCount++;
    numbers[column] = counts[column]! > 1 ? numbered++ : -1;
  }
  const columnOf = new Int32Array(numbered);
  const entryCounts = new Array<number>(Math.ceil(numbered / width)).fill(0);
  for (let column = 0; column < counts.length; column++) {
    const number = numbers[column]!;
    if (number < 0) continue;
    columnOf[number] = first + column;
    entryCounts[Math.floor(number / width)]! += counts[column]!;
  }
  return { numbers, columnOf, loneCount, entryCounts };
}

/** The first entry of an ascending stretch whose index is at least `wanted`. */
function firstAtLeast(indices: Int32Array, start: number, end: number, wanted: number): number {
  while (start < end) {
    const middle = Math.floor((start + end) / 2);
    if (indices[middle]! < wanted) start = middle + 1;
    else end = middle;
  }
  return start;
}
