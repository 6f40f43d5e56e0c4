/** @file Logistic regression over features scaled by their log-count ratio (Wang & Manning 2012). */
import { createWorkerPool, ignoreProgress, siblingModule } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { NegativeFeatureError } from "./errors.ts";
import { logCountRatio, scaleColumns } from "./log-count-ratio.ts";
import { fitLogistic, type LogisticOptions } from "./logistic.ts";
import type { RatioFit, RatioTask } from "./nb-logistic-worker.ts";
import { requireLabels } from "./require-labels.ts";

/** Settings of the fit. */
export interface NbLogisticOptions extends Omit<LogisticOptions, "onIteration"> {
  /** Added to the counts that the ratios are made of. */
  readonly alpha: number;
}

/** A fitted model whose weights hold the ratios already: it scores features as they are. */
export interface NbLogisticFit {
  /** Row-major [features, outputs]; one output where it tells two classes apart, else one a label, each against the rest. */
  readonly coefficients: Float32Array;
  /** [outputs] */
  readonly intercepts: Float64Array;
  /** The objective after each iteration; of several outputs the mean, one that converged staying where it is. */
  readonly losses: readonly number[];
}

/**
 * Fits in worker threads: two classes by all of them, more classes one against the rest, a class a thread.
 * @throws LabelMismatchError, NegativeFeatureError, CancelledError
 */
export async function fitNbLogistic(
  matrix: CompressedRows,
  labelIds: Int32Array,
  options: NbLogisticOptions,
): Promise<NbLogisticFit> {
  const { classes, alpha, sampleWeights } = options;
  requireLabels("logistic regression", labelIds, matrix.rows, classes);
  if (classes > 2) {
    const rows = [...labelIds.keys()];
    const positives = Array.from({ length: classes }, (_, id) =>
      Int32Array.from(rows.filter((row) => labelIds[row] === id)),
    );
    return fitNbLogisticSets(matrix, positives, options, () => sampleWeights);
  }
  requireCounts(matrix);
  const ratios = logCountRatio(matrix, (row) => labelIds[row] === 1, alpha);
  const { coefficients, intercepts, losses } = await fitLogistic(scaleColumns(matrix, ratios), labelIds, options);
  return {
    coefficients: Float32Array.from(coefficients, (value, column) => value * ratios[column]!),
    intercepts,
    losses,
  };
}

/**
 * Fits each label against the rest: `positives` holds the rows of each. A label's result depends neither on the others
 * nor on the number of threads; the intercept is infinite, with coefficients of 0, where all rows have the label or none.
 * @param weightsOf [rows] of a label, or `undefined` for 1 each
 * @throws NegativeFeatureError, CancelledError
 */
export async function fitNbLogisticSets(
  matrix: CompressedRows,
  positives: readonly Int32Array[],
  options: Omit<NbLogisticOptions, "classes" | "sampleWeights">,
  weightsOf: (label: number) => Float64Array | undefined,
): Promise<NbLogisticFit> {
  requireCounts(matrix);
  const labels = positives.length;
  const coefficients = new Float32Array(matrix.columns * labels);
  const intercepts = new Float64Array(labels);
  const losses: (readonly number[])[] = positives.map(() => []);
  const { alpha, c, maxIterations, tolerance, threads, progress = ignoreProgress, signal } = options;
  const common = { matrix, alpha, c, maxIterations, tolerance };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "nb-logistic-worker"), threads });
  let next = 0;
  let done = 0;

  async function fitLabel(label: number): Promise<void> {
    const own = positives[label]!;
    if (own.length === 0 || own.length === matrix.rows) {
      intercepts[label] = own.length === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      return;
    }
    const task: RatioTask = { ...common, positives: own, sampleWeights: weightsOf(label) };
    const fit = await pool.run<RatioFit>("fitLabel", task, { signal });
    fit.coefficients.forEach((coefficient, column) => {
      coefficients[column * labels + label] = coefficient;
    });
    intercepts[label] = fit.intercept;
    losses[label] = fit.losses;
  }

  /** As many labels under way as threads, so that few results wait in memory. */
  async function lane(): Promise<void> {
    while (next < labels) {
      await fitLabel(next++);
      done++;
      progress({
        task: "Fitting",
        done,
        total: labels,
        unit: "labels",
        ...(done === labels ? { finished: true } : {}),
      });
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(threads, labels) }, lane));
  } finally {
    await pool.close();
  }
  return { coefficients, intercepts, losses: meanByIteration(losses.filter(({ length }) => length > 0)) };
}

function meanByIteration(losses: readonly (readonly number[])[]): number[] {
  const iterations = losses.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from(
    { length: iterations },
    (_, at) => losses.reduce((sum, own) => sum + own[Math.min(at, own.length - 1)]!, 0) / losses.length,
  );
}

function requireCounts({ rows, offsets, values }: CompressedRows): void {
  const entry = values.findIndex((value) => value < 0);
  if (entry < 0) return;
  let row = 0;
  while (row < rows && offsets[row + 1]! <= entry) row++;
  throw new NegativeFeatureError(row, values[entry]!);
}
