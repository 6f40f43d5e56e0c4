/** @file Logistic regressions of several labels over one matrix, each label against the rest. */
import { createWorkerPool, ignoreProgress, type Progress, siblingModule } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { LabelMismatchError } from "./errors.ts";
import type { LabelFit, LabelTask } from "./logistic-worker.ts";

/** Settings of all of them: scikit-learn's `OneVsRestClassifier` over `LogisticRegression` with an l2 penalty. */
export interface OneVsRestOptions {
  /** Inverse of the penalty's strength. */
  readonly c: number;
  /** How much a row counts for each label that it lacks and has, [labels, 2]; 1 each when absent. */
  readonly labelWeights?: Float64Array | undefined;
  readonly maxIterations: number;
  /** Stops when the largest component of a label's gradient is at most this. */
  readonly tolerance: number;
  readonly threads: number;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Fitted logistic regressions, one for each label. */
export interface OneVsRestFit {
  /** Row-major [features, labels]. */
  readonly coefficients: Float32Array;
  /** [labels]; infinite, with coefficients of 0, for a label that all rows have or none. */
  readonly intercepts: Float64Array;
  /** [labels], the objective after each iteration; empty where nothing had to be fitted. */
  readonly losses: readonly (readonly number[])[];
}

/**
 * Fits each label by itself, several at a time: `positives` holds, for each label, the rows that have it, ascending. A
 * label's result depends neither on the others nor on the number of threads.
 */
export async function fitOneVsRest(
  matrix: CompressedRows,
  positives: readonly Int32Array[],
  options: OneVsRestOptions,
): Promise<OneVsRestFit> {
  const { c, labelWeights, maxIterations, tolerance, threads, signal, progress = ignoreProgress } = options;
  const { rows, columns } = matrix;
  requireRows(positives, rows);
  const labels = positives.length;
  const coefficients = new Float32Array(columns * labels);
  const intercepts = new Float64Array(labels);
  const losses: (readonly number[])[] = positives.map(() => []);
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "logistic-worker"), threads });
  let done = 0;

  async function fitLabel(label: number): Promise<void> {
    const own = positives[label]!;
    if (own.length === 0 || own.length === rows) {
      intercepts[label] = own.length === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    } else {
      const weights = [labelWeights?.[2 * label] ?? 1, labelWeights?.[2 * label + 1] ?? 1] as const;
      const task: LabelTask = { matrix, positives: own, weights, c, maxIterations, tolerance };
      const fit = await pool.run<LabelFit>("fitLabel", task, { signal });
      for (let column = 0; column < columns; column++)
        coefficients[column * labels + label] = fit.coefficients[column]!;
      intercepts[label] = fit.intercept;
      losses[label] = fit.losses;
    }
    done++;
    progress({ task: "Fitting", done, total: labels, unit: "labels", ...(done === labels ? { finished: true } : {}) });
  }

  let next = 0;
  /** As many labels under way as threads, so that few results wait in memory. */
  async function lane(): Promise<void> {
    while (next < labels) await fitLabel(next++);
  }
  try {
    await Promise.all(Array.from({ length: Math.min(threads, labels) }, lane));
  } finally {
    await pool.close();
  }
  return { coefficients, intercepts, losses };
}

function requireRows(positives: readonly Int32Array[], rows: number): void {
  if (rows === 0) throw new LabelMismatchError("one logistic regression a label", "there are no rows");
  for (const [label, own] of positives.entries()) {
    const strange = own.find((row) => row < 0 || row >= rows);
    if (strange !== undefined)
      throw new LabelMismatchError("one logistic regression a label", `label ${label} names row ${strange} of ${rows}`);
  }
}
