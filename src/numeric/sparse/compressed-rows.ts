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
