/** @file Linear models of several labels over one matrix, each label against the rest, several at a time. */
import { createWorkerPool, ignoreProgress, type Progress } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";

/** How the labels are fitted. */
export interface EachLabelOptions {
  readonly threads: number;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a worker finds for one label. */
export interface LabelWeights {
  /** [features] */
  readonly coefficients: Float32Array;
  readonly intercept: number;
  /** A figure after each iteration. */
  readonly trace: readonly number[];
}

/** Weights of all labels. */
export interface LabelsWeights {
  /** Row-major [features, labels]. */
  readonly coefficients: Float32Array;
  /** [labels]; infinite, with coefficients of 0, for a label that all rows have or none. */
  readonly intercepts: Float64Array;
  /** The mean of the labels' figures after each iteration; a label that has ended stays where it is. */
  readonly trace: readonly number[];
}

/**
 * Runs the worker module's task `fitLabel` for each label with what `taskOf` gives for it; `positives` holds the rows of
 * each label. A label's result depends neither on the others nor on the number of threads.
 */
export async function fitEachLabel(
  { rows, columns }: Pick<CompressedRows, "rows" | "columns">,
  positives: readonly Int32Array[],
  module: URL,
  taskOf: (label: number) => unknown,
  { threads, progress = ignoreProgress, signal }: EachLabelOptions,
): Promise<LabelsWeights> {
  const labels = positives.length;
  const coefficients = new Float32Array(columns * labels);
  const intercepts = new Float64Array(labels);
  const traces: (readonly number[])[] = [];
  const pool = createWorkerPool({ module, threads: Math.min(threads, labels) });
  let next = 0;
  let done = 0;

  async function fitLabel(label: number): Promise<void> {
    const own = positives[label]!;
    if (own.length === 0 || own.length === rows) {
      intercepts[label] = own.length === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      return;
    }
    const fit = await pool.run<LabelWeights>("fitLabel", taskOf(label), { signal });
    fit.coefficients.forEach((coefficient, column) => {
      coefficients[column * labels + label] = coefficient;
    });
    intercepts[label] = fit.intercept;
    traces.push(fit.trace);
  }

  /** As many labels under way as threads, so that few results wait in memory. */
  async function lane(): Promise<void> {
    while (next < labels) {
      await fitLabel(next++);
      done++;
      progress({
        ...{ task: "Fitting", done, total: labels, unit: "labels" },
        ...(done === labels ? { finished: true } : {}),
      });
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(threads, labels) }, lane));
  } finally {
    await pool.close();
  }
  return { coefficients, intercepts, trace: meanByIteration(traces) };
}

function meanByIteration(traces: readonly (readonly number[])[]): number[] {
  const told = traces.filter(({ length }) => length > 0);
  const iterations = told.reduce((most, { length }) => Math.max(most, length), 0);
  // Sorted, so that the order in which threads end does not decide how the sum is rounded.
  return Array.from({ length: iterations }, (_, at) => {
    const figures = Float64Array.from(told, (trace) => trace[Math.min(at, trace.length - 1)]!).sort();
    return figures.reduce((sum, figure) => sum + figure, 0) / told.length;
  });
}

/** The rows of each class. */
export function rowsOfEachClass(labelIds: Int32Array, classes: number): Int32Array[] {
  const rows: number[][] = Array.from({ length: classes }, () => []);
  labelIds.forEach((label, row) => {
    rows[label]!.push(row);
  });
  return rows.map((own) => Int32Array.from(own));
}
