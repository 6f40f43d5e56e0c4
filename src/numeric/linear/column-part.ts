/** @file One thread's share of a sparse matrix: neighbouring columns, cut into blocks whose dense operand fits a cache. */
import { type ColumnBlock, createKernels, type Kernels } from "../kernels/index.ts";
import type { CompressedRows } from "../sparse/index.ts";

/** Doubles of a block's dense operand: 512 KiB. Columns within a block are 16-bit numbers. */
const BLOCK_DOUBLES = 65536;
const ROWS_BETWEEN_CHECKS = 4096;

/** Products with columns `first … last` of a matrix X. Dense operands have `outputs` numbers a row or column. */
export interface ColumnPart {
  /** target = X Xᵀ source; gives the largest absolute element of Xᵀ source. Both are [rows, outputs]. */
  gram(source: Float64Array, target: Float64Array): number;
  /** target = X weights, with `weights` [all columns, outputs]. */
  product(weights: Float64Array, target: Float64Array): void;
  /** weights = Xᵀ source, writing only this part's columns; gives the largest absolute element. */
  transpose(source: Float64Array, weights: Float64Array): number;
}

/** Which columns a part has. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
}

interface Block extends ColumnBlock {
  readonly first: number;
  /** [columns of the block · outputs], in the kernels' memory. */
  readonly operand: Float64Array;
}

/** Copies a part's entries into blocks. @throws KernelMemoryError, and what `checkpoint` throws */
export function createColumnPart(
  matrix: CompressedRows,
  range: ColumnRange,
  outputs: number,
  checkpoint: () => void,
): ColumnPart {
  const kernels = createKernels();
  const blocks = cutIntoBlocks(kernels, matrix, range, outputs, checkpoint);
  const source = kernels.memory.float64(matrix.rows * outputs);
  const target = kernels.memory.float64(matrix.rows * outputs);

  /** The block's columns of Xᵀ source, in its operand. */
  function sumColumns(block: Block): number {
    block.operand.fill(0);
    kernels.blockTranspose(block, source, block.operand, outputs);
    return kernels.largestDouble(block.operand);
  }

  return {
    gram(from, into) {
      source.set(from);
      target.fill(0);
      let largest = 0;
      for (const block of blocks) {
        largest = Math.max(largest, sumColumns(block));
        kernels.blockProduct(block, block.operand, target, outputs);
      }
      into.set(target);
      return largest;
    },
    product(weights, into) {
      target.fill(0);
      for (const block of blocks) {
        const start = block.first * outputs;
        block.operand.set(weights.subarray(start, start + block.operand.length));
        kernels.blockProduct(block, block.operand, target, outputs);
      }
      into.set(target);
    },
    transpose(from, weights) {
      source.set(from);
      let largest = 0;
      for (const block of blocks) {
        largest = Math.max(largest, sumColumns(block));
        weights.set(block.operand, block.first * outputs);
      }
      return largest;
    },
  };
}

function cutIntoBlocks(
  { memory }: Kernels,
  matrix: CompressedRows,
  { first, last }: ColumnRange,
  outputs: number,
  checkpoint: () => void,
): readonly Block[] {
  const { rows, offsets, indices, values } = matrix;
  const width = Math.max(1, Math.floor(BLOCK_DOUBLES / outputs));
  const blockCount = Math.ceil((last - first) / width);
  const blockOf = blockTable(first, last, width);
  const entryCounts = new Float64Array(blockCount);
  const runCounts = new Float64Array(blockCount);
  const starts = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_BETWEEN_CHECKS === 0) checkpoint();
    const end = offsets[row + 1]!;
    let entry = firstAtLeast(indices, offsets[row]!, end, first);
    starts[row] = entry;
    while (entry < end && indices[entry]! < last) {
      const block = blockOf(indices[entry]!);
      const limit = Math.min(last, first + (block + 1) * width);
      const from = entry++;
      while (entry < end && indices[entry]! < limit) entry++;
      entryCounts[block]! += entry - from;
      runCounts[block]!++;
    }
  }

  const operand = memory.float64(Math.min(width, last - first) * outputs);
  const blocks = Array.from(entryCounts, (entries, block): Block => {
    const start = first + block * width;
    return {
      first: start,
      operand: operand.subarray(0, Math.min(width, last - start) * outputs),
      columns: memory.uint16(entries),
      values: memory.float32(entries),
      runRows: memory.int32(runCounts[block]!),
      runEnds: memory.int32(runCounts[block]!),
    };
  });
  entryCounts.fill(0);
  runCounts.fill(0);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_BETWEEN_CHECKS === 0) checkpoint();
    const end = offsets[row + 1]!;
    let entry = starts[row]!;
    while (entry < end && indices[entry]! < last) {
      const block = blockOf(indices[entry]!);
      const start = first + block * width;
      const limit = Math.min(last, start + width);
      const { columns, values: blockValues, runRows, runEnds } = blocks[block]!;
      let to = entryCounts[block]!;
      do {
        columns[to] = indices[entry]! - start;
        blockValues[to++] = values[entry++]!;
      } while (entry < end && indices[entry]! < limit);
      entryCounts[block] = to;
      const run = runCounts[block]!++;
      runRows[run] = row;
      runEnds[run] = to;
    }
  }
  return blocks;
}

/** The block of a column; a shift where the width allows it, since divisions are slow. */
function blockTable(first: number, last: number, width: number): (column: number) => number {
  const shift = Math.log2(width);
  if (Number.isInteger(shift)) return (column) => (column - first) >>> shift;
  const table = Uint32Array.from({ length: last - first }, (_, column) => Math.floor(column / width));
  return (column) => table[column - first]!;
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
