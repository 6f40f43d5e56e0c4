/** @file Logistic regression with scikit-learn's objective. */
import { createWorkerPool, ignoreProgress, type Progress, siblingModule } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import type { LogisticTask } from "./logistic-worker.ts";

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

/**
 * Fits in worker threads; the same bits for the same rows and thread count. The objective is scikit-learn's: the mean
 * of the weighted losses, plus the squared coefficients divided by 2 · c · (sum of the weights).
 */
export async function fitLogistic(
  rows: CompressedRows,
  labelIds: Int32Array,
  options: LogisticOptions,
): Promise<LogisticFit> {
  const { classes, c, maxIterations, tolerance, signal, onIteration, progress = ignoreProgress } = options;
  const sampleWeights = options.sampleWeights ?? new Float64Array(rows.rows).fill(1);
  const weightSum = sampleWeights.reduce((sum, weight) => sum + weight, 0);
  const weights = sampleWeights.map((weight) => weight / weightSum);
  const outputs = classes === 2 ? 1 : classes;
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "logistic-worker"), threads: 1 });
  const task: LogisticTask = { rows, labelIds, weights, outputs, c, weightSum, maxIterations, tolerance };
  try {
    const fit = await pool.run<LogisticFit>("fit", task, {
      signal,
      progress(event) {
        onIteration?.(event.done, event.metrics?.["loss"] ?? Number.NaN);
        progress(event);
      },
    });
    const { length: done } = fit.losses;
    progress({ task: "Fitting", done, total: done, unit: "iterations", finished: true });
    return fit;
  } finally {
    await pool.close();
  }
}
