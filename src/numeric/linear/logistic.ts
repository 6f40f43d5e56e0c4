/** @file Logistic regression with scikit-learn's objective. */
import { createWorkerPool, ignoreProgress, type Progress, siblingModule } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { cutColumns } from "./cut-columns.ts";
import type { LeaderTask, MemberTask } from "./logistic-worker.ts";
import { requireLabels } from "./require-labels.ts";
import { createTeamMemory } from "./team.ts";

/** Settings of a logistic regression: scikit-learn's `LogisticRegression` with an l2 penalty. */
export interface LogisticOptions {
  readonly classes: number;
  /** Inverse of the penalty's strength. */
  readonly c: number;
  /** [rows] or absent for 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
  /** [columns] What features are multiplied by first, in shared memory; absent for 1 each. */
  readonly factors?: Float64Array | undefined;
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
  matrix: CompressedRows,
  labelIds: Int32Array,
  options: LogisticOptions,
): Promise<LogisticFit> {
  const { classes, c, maxIterations, tolerance, threads, signal, onIteration, progress = ignoreProgress } = options;
  requireLabels("logistic regression", labelIds, matrix.rows, classes);
  const sampleWeights = options.sampleWeights ?? new Float64Array(matrix.rows).fill(1);
  const weightSum = sampleWeights.reduce((sum, weight) => sum + weight, 0);
  const weights = sampleWeights.map((weight) => weight / weightSum);
  const outputs = classes === 2 ? 1 : classes;
  const penalty = 1 / (c * weightSum);

  const memory = createTeamMemory(threads, matrix.rows, matrix.columns, outputs);
  const members = cutColumns(matrix, threads).map((range, thread): MemberTask => {
    return { matrix, outputs, memory, thread, range: { ...range, factors: options.factors } };
  });
  const [first, ...followers] = members;
  const leader: LeaderTask = { ...first!, labelIds, weights, penalty, maxIterations, tolerance };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "logistic-worker"), threads });
  try {
    const [fit] = await Promise.all([
      pool.run<LogisticFit>("lead", leader, {
        signal,
        progress(event) {
          onIteration?.(event.done, event.metrics?.["loss"] ?? Number.NaN);
          progress(event);
        },
      }),
      ...followers.map((follower) => pool.run<void>("follow", follower, { signal })),
    ]);
    const done = fit.losses.length;
    progress({ task: "Fitting", done, total: done, unit: "iterations", finished: true });
    return fit;
  } finally {
    await pool.close();
  }
}
