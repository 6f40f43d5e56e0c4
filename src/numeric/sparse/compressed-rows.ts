/** @file Sparse matrices by compressed rows (CSR) in typed arrays that worker threads can share. */

/**
 * A sparse matrix. The entries of row `r` are `indices[k]`, `values[k]` for `offsets[r] <= k < offsets[r + 1]`, with
 * indices ascending and unique within a row. Buffers are shared between threads; treat them as read-only.
 */
export interface CompressedRows<Values extends Float32Array | Float64Array = Float32Array> {
  readonly rows: number;
  readonly columns: number;
  /** [rows + 1], starting at 0. Doubles, so that more than 2³² entries can be counted. */
  readonly offsets: Float64Array;
  /** [entries], each in [0, columns). */
  readonly indices: Int32Array;
  /** [entries] */
  readonly values: Values;
}

/** The rows named by `order`, in that order, as a matrix of their own. */
export function selectRows(matrix: CompressedRows, order: ArrayLike<number>): CompressedRows {
  const offsets = new Float64Array(new SharedArrayBuffer((order.length + 1) * 8));
  for (let row = 0; row < order.length; row++) {
    const source = order[row]!;
    offsets[row + 1] = offsets[row]! + matrix.offsets[source + 1]! - matrix.offsets[source]!;
  }
  const entries = offsets[order.length]!;
  const indices = new Int32Array(new SharedArrayBuffer(entries * 4));
  const values = new Float32Array(new SharedArrayBuffer(entries * 4));
  for (let row = 0; row < order.length; row++) {
    const start = matrix.offsets[order[row]!]!;
    const end = matrix.offsets[order[row]! + 1]!;
    indices.set(matrix.indices.subarray(start, end), offsets[row]!);
    values.set(matrix.values.subarray(start, end), offsets[row]!);
  }
  return { rows: order.length, columns: matrix.columns, offsets, indices, values };
}
