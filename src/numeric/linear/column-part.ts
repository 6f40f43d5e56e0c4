/** @file One thread's share of a sparse matrix, neighbouring columns, and its products with dense operands. */
import { createKernels } from "../kernels/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { type Block, type ColumnRange, type LoneEntries, sortColumns } from "./sorted-columns.ts";

/** Products with columns `first … last` of a matrix X. Dense operands have `outputs` numbers a row or column. */
export interface ColumnPart {
  /** target = X Xᵀ source; gives the largest absolute element of Xᵀ source. Both are [rows, outputs]. */
  gram(source: Float64Array, target: Float64Array): number;
  /** target = X weights, with `weights` [all columns, outputs]. */
  product(weights: Float64Array, target: Float64Array): void;
  /** weights = Xᵀ source, writing only this part's columns. */
  transpose(source: Float64Array, weights: Float64Array): void;
}

/** Copies a part's entries into a form that is quick to multiply with. @throws KernelMemoryError, what `checkpoint` throws */
export function createColumnPart(
  matrix: CompressedRows,
  range: ColumnRange,
  outputs: number,
  checkpoint: () => void,
): ColumnPart {
  const { rows } = matrix;
  const kernels = createKernels();
  const { blocks, columnOf, lone } = sortColumns(kernels.memory, matrix, range, outputs, checkpoint);
  const { squares, sizes } = summarise(rows, lone);
  const source = kernels.memory.float64(rows * outputs);
  const target = kernels.memory.float64(rows * outputs);

  /** The block's columns of Xᵀ source, in its operand. */
  function sumColumns(block: Block): void {
    block.operand.fill(0);
    kernels.blockTranspose(block, source, block.operand, outputs);
  }

  return {
    gram(from, into) {
      source.set(from);
      let largest = 0;
      for (let row = 0; row < rows; row++) {
        const square = squares[row]!;
        const size = sizes[row]!;
        for (let index = row * outputs; index < (row + 1) * outputs; index++) {
          target[index] = square * from[index]!;
          largest = Math.max(largest, size * Math.abs(from[index]!));
        }
      }
      for (const block of blocks) {
        sumColumns(block);
        largest = Math.max(largest, kernels.largestDouble(block.operand));
        kernels.blockProduct(block, block.operand, target, outputs);
      }
      into.set(target);
      return largest;
    },

    product(weights, into) {
      target.fill(0);
      for (const block of blocks) {
        const { first, operand } = block;
        for (let index = 0, column = first; index < operand.length; column++) {
          const start = columnOf[column]! * outputs;
          for (let output = 0; output < outputs; output++) operand[index++] = weights[start + output]!;
        }
        kernels.blockProduct(block, operand, target, outputs);
      }
      const { rows: rowOf, columns, values } = lone;
      for (let entry = 0; entry < values.length; entry++) {
        const row = rowOf[entry]! * outputs;
        const column = columns[entry]! * outputs;
        for (let output = 0; output < outputs; output++)
          target[row + output]! += values[entry]! * weights[column + output]!;
      }
      into.set(target);
    },

    transpose(from, weights) {
      source.set(from);
      weights.fill(0, range.first * outputs, range.last * outputs); // columns without entries
      for (const block of blocks) {
        const { first, operand } = block;
        sumColumns(block);
        for (let index = 0, column = first; index < operand.length; column++) {
          const start = columnOf[column]! * outputs;
          for (let output = 0; output < outputs; output++) weights[start + output] = operand[index++]!;
        }
      }
      const { rows: rowOf, columns, values } = lone;
      for (let entry = 0; entry < values.length; entry++) {
        const row = rowOf[entry]! * outputs;
        const column = columns[entry]! * outputs;
        for (let output = 0; output < outputs; output++) {
          weights[column + output] = values[entry]! * from[row + output]!;
        }
      }
    },
  };
}

/** Of each row's lone entries: the sum of their squares, which is all that they add to X Xᵀ, and the largest size. */
function summarise(rows: number, lone: LoneEntries): { readonly squares: Float64Array; readonly sizes: Float64Array } {
  const squares = new Float64Array(rows);
  const sizes = new Float64Array(rows);
  for (let entry = 0; entry < lone.values.length; entry++) {
    const row = lone.rows[entry]!;
    const value = lone.values[entry]!;
    squares[row]! += value * value;
    sizes[row] = Math.max(sizes[row]!, Math.abs(value));
  }
  return { squares, sizes };
}
