/** @file What confident learning takes. */

/** Given labels, and what a model that has not seen each row says of it. */
export interface LabelForecasts {
  /** How many labels there are. */
  readonly labels: number;
  /** [rows], each in [0, labels). */
  readonly labelIds: Int32Array;
  /** Row-major [rows, labels], each row sums to 1. */
  readonly probabilities: Float32Array | Float64Array;
}
