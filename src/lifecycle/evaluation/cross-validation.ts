/** @file What cross-validation says of recipes: every row answered by a model that has not seen it. */
import { metrics, scoredRows, studentTQuantile, wholeSample } from "../metrics/index.ts";
import { compareMany, type ManyModelsReport } from "./compare-many.ts";
import { NoExamplesError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { figuresOf, metricNames } from "./figures.ts";
import { mean } from "./mean.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { Figure } from "./report.ts";

/** The same folds, answered by the models of one recipe or of several. */
export interface CrossValidationInput {
  readonly labels: readonly string[];
  /** [rows], each in [0, labels); what stands at rows that no fold tests is not read. */
  readonly labelIds: Int32Array;
  /** Rows of each fold. */
  readonly folds: readonly { readonly train: Uint32Array; readonly test: Uint32Array }[];
  readonly models: readonly {
    readonly name: string;
    /** Row-major [rows, labels], out of fold. */
    readonly probabilities: Float32Array;
    /** By fold. */
    readonly fits: readonly { readonly features: number; readonly seconds: number }[];
  }[];
}

/** A plain JSON value. */
export interface CrossValidationReport {
  readonly format: "lexops-cross-validation/v1";
  /** Rows that were tested. */
  readonly rows: number;
  readonly labels: readonly string[];
  readonly positiveLabel: string | null;
  readonly folds: readonly { readonly train: number; readonly test: number }[];
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
  readonly models: readonly CrossValidatedModel[];
  /** All models on all tested rows; null for one model alone. */
  readonly comparison: ManyModelsReport | null;
}

/** One recipe over all folds. */
export interface CrossValidatedModel {
  readonly name: string;
  /** Over the answers to all rows together, with bootstrap intervals. */
  readonly metrics: Readonly<Record<string, Figure>>;
  /** Over the folds' own figures. */
  readonly overFolds: Readonly<Record<string, FoldSpread>>;
  readonly folds: readonly {
    readonly metrics: Readonly<Record<string, number>>;
    readonly features: number;
    readonly seconds: number;
  }[];
}

/**
 * The mean over folds with the interval of Nadeau & Bengio 2003 ("Inference for the generalization error"), whose
 * variance counts that the folds' training sets overlap.
 */
export interface FoldSpread {
  readonly mean: number;
  /** With n - 1 in the denominator. */
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
}

/** What each fold reports. */
const foldMetrics = ["accuracy", "precision", "recall", "f1", "f1-macro", "roc-auc", "log-loss", "brier"];

/**
 * Reports cross-validation. The same input, settings and seed give the same report.
 * @throws NoExamplesError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function crossValidationReport(
  input: CrossValidationInput,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<CrossValidationReport> {
  const { labels, folds } = input;
  const { confidence, resamples } = config;
  const tested = Uint32Array.from(folds.flatMap(({ test }) => [...test])).sort();
  if (tested.length === 0) throw new NoExamplesError();
  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const rowsOf = (probabilities: Float32Array, rows: Uint32Array) =>
    scoredRows({
      labelIds: Int32Array.from(rows, (row) => input.labelIds[row]!),
      probabilities: selected(probabilities, rows, classes),
      classes,
      positive,
    });
  const models: CrossValidatedModel[] = [];
  for (const { name, probabilities, fits } of input.models) {
    const figures = await figuresOf(rowsOf(probabilities, tested), metricNames(classes), { ...options, ...config });
    const byFold = folds.map(({ test }, fold) => {
      const sample = wholeSample(rowsOf(probabilities, test));
      const measured = foldMetrics.map((metric) => [metric, metrics.get(metric).fromSample(sample)] as const);
      return { metrics: Object.fromEntries(measured.filter(([, value]) => !Number.isNaN(value))), ...fits[fold]! };
    });
    models.push({
      name,
      metrics: Object.fromEntries(Object.entries(figures).filter(([, { value }]) => !Number.isNaN(value))),
      overFolds: Object.fromEntries(
        foldMetrics
          .filter((metric) => byFold.every((fold) => fold.metrics[metric] !== undefined))
          .map((metric) => [
            metric,
            spreadOf(
              byFold.map((fold) => fold.metrics[metric]!),
              folds,
              confidence,
            ),
          ]),
      ),
      folds: byFold,
    });
  }
  const comparison =
    input.models.length < 2
      ? null
      : await compareMany(
          {
            labels,
            labelIds: Int32Array.from(tested, (row) => input.labelIds[row]!),
            models: input.models.map(({ name, probabilities }) => ({
              name,
              probabilities: selected(probabilities, tested, classes),
            })),
          },
          config,
          options,
        );
  return {
    format: "lexops-cross-validation/v1",
    rows: tested.length,
    labels,
    positiveLabel: classes === 2 ? labels[positive]! : null,
    folds: folds.map(({ train, test }) => ({ train: train.length, test: test.length })),
    confidence,
    resamples,
    seed: options.seed,
    models,
    comparison,
  };
}

function selected(probabilities: Float32Array, rows: Uint32Array, classes: number): Float32Array {
  const result = new Float32Array(rows.length * classes);
  rows.forEach((row, place) => {
    result.set(probabilities.subarray(row * classes, (row + 1) * classes), place * classes);
  });
  return result;
}

function spreadOf(values: readonly number[], folds: CrossValidationInput["folds"], confidence: number): FoldSpread {
  const count = values.length;
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1);
  const testShare = folds.reduce((sum, { train, test }) => sum + test.length / train.length, 0) / count;
  const reach = studentTQuantile((1 + confidence) / 2, count - 1) * Math.sqrt(variance * (1 / count + testShare));
  return { mean: middle, standardDeviation: Math.sqrt(variance), low: middle - reach, high: middle + reach };
}
