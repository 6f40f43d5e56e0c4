/** @file Linear models over compressed rows, fitted in parallel without a graph. */
import type { Progress } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";

/** Settings of a logistic regression: scikit-learn's `LogisticRegression` with an l2 penalty. */
export interface LogisticOptions {
  readonly classes: number;
  /** Inverse of the penalty's strength. */
  readonly c: number;
  /** [rows] or absent for 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
  readonly maxIterations: number;
  /** Stops when the largest component of the gradient is at most this. */
  readonly tolerance: number;
  readonly threads: number;
  readonly onIteration?: (iteration: number, loss: number) => void;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A fitted logistic regression. */
export interface LogisticFit {
  /** Row-major [features, outputs]; one output where there are two classes, else one a class. */
  readonly coefficients: Float64Array;
  /** [outputs], not penalised. */
  readonly intercepts: Float64Array;
  /** The objective after each iteration. */
  readonly losses: readonly number[];
  readonly converged: boolean;
}

/** Fits in worker threads; the same bits for the same rows and thread count. */
export async function fitLogistic(
  rows: CompressedRows,
  labelIds: Int32Array,
  options: LogisticOptions,
): Promise<LogisticFit> {
  throw new Error(`Not written yet: ${rows.rows} ${labelIds.length} ${options.c}`);
}
