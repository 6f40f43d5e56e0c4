/** @file What cross-validation says of recipes: every row answered by a model that has not seen it. */
import { type LabelSets, selectLabelSets, type Thresholds } from "../labels/index.ts";
import { labelSetMetrics } from "../metrics/index.ts";
import {
  type AnsweredRows,
  type Answers,
  answeredFigures,
  answeredRows,
  haveSets,
  type Truth,
  wholeFigures,
} from "./answered-rows.ts";
import { compareMany, type ManyModelsReport } from "./compare-many.ts";
import { type CrossValidatedLabel, crossValidatedLabels } from "./cross-validated-labels.ts";
import { NoExamplesError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { type IntervalOptions, metricNames } from "./figures.ts";
import { type FoldSpread, foldSpread } from "./fold-spread.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { EvaluationReport, Figure } from "./report.ts";

/** The same folds, answered by the models of one recipe or of several; what is true of rows that no fold tests is not read. */
export interface CrossValidationInput extends Truth {
  /** Rows of each fold. */
  readonly folds: readonly { readonly train: Uint32Array; readonly test: Uint32Array }[];
  readonly models: readonly {
    readonly name: string;
    /** Row-major [rows, labels], out of fold. */
    readonly probabilities: Float32Array;
    /** By fold. */
    readonly fits: readonly {
      readonly features: number;
      readonly seconds: number;
      /** From which probability on the fold's model gives labels, where that was chosen. */
      readonly thresholds?: Thresholds | undefined;
    }[];
  }[];
}

/** A plain JSON value. */
export interface CrossValidationReport {
  readonly format: "lexops-cross-validation/v1";
  /** Present where texts may have several labels. */
  readonly task?: EvaluationReport["task"];
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
  /** Each label for itself; present where texts may have several. */
  readonly byLabel?: readonly CrossValidatedLabel[];
  readonly folds: readonly {
    readonly metrics: Readonly<Record<string, number>>;
    /** Of the same, by bootstrap over the fold's tested rows; present where texts may have several labels. */
    readonly intervals?: Readonly<Record<string, Pick<Figure, "low" | "high">>>;
    readonly features: number;
    readonly seconds: number;
    readonly thresholds?: Thresholds | undefined;
  }[];
}

/** What each fold reports. */
const ofLabels = ["accuracy", "precision", "recall", "f1", "f1-macro", "roc-auc", "log-loss", "brier"];
const ofLabelSets = [
  "accuracy",
  "f1-micro",
  "f1-macro",
  "precision-micro",
  "recall-micro",
  "hamming-loss",
  "roc-auc",
  "log-loss",
];

/**
 * Reports cross-validation. The same input, settings and seed give the same report.
 * @throws NoExamplesError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function crossValidationReport(
  input: CrossValidationInput,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<CrossValidationReport> {
  const { labels, labelSets, folds } = input;
  const { confidence, resamples } = config;
  const tested = Uint32Array.from(folds.flatMap(({ test }) => [...test])).sort();
  if (tested.length === 0) throw new NoExamplesError();
  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const several = labelSets !== undefined;
  const foldMetrics = several ? ofLabelSets : ofLabels;
  const foldOfRow = new Map(folds.flatMap(({ test }, fold) => Array.from(test, (row) => [row, fold] as const)));
  const answersTo = (rows: Uint32Array, { probabilities, fits }: CrossValidationInput["models"][number]): Answers => ({
    probabilities: selected(probabilities, rows, classes),
    thresholds: (place) => fits[foldOfRow.get(rows[place]!)!]!.thresholds,
  });
  const models: CrossValidatedModel[] = [];
  for (const model of input.models) {
    const { name, fits } = model;
    const rowsOf = (rows: Uint32Array) => answeredRows(truthOf(input, rows), answersTo(rows, model), positive);
    const all = rowsOf(tested);
    const names = several ? labelSetMetrics.names : metricNames(classes);
    const figures = await answeredFigures(all, names, { ...options, ...config });
    const inFolds = folds.map(({ test }) => rowsOf(test));
    const intervals = several ? await intervalsOf(inFolds, foldMetrics, { ...options, ...config }) : [];
    const byFold = inFolds.map((rows, fold) => {
      const values = wholeFigures(rows, foldMetrics);
      const measured = foldMetrics.map((metric, index) => [metric, values[index]!] as const);
      return {
        metrics: Object.fromEntries(measured.filter(([, value]) => !Number.isNaN(value))),
        ...(several ? { intervals: intervals[fold]! } : {}),
        ...fits[fold]!,
      };
    });
    models.push({
      name,
      metrics: Object.fromEntries(Object.entries(figures).filter(([, { value }]) => !Number.isNaN(value))),
      overFolds: Object.fromEntries(
        foldMetrics
          .filter((metric) => byFold.every((fold) => fold.metrics[metric] !== undefined))
          .map((metric) => [
            metric,
            foldSpread(
              byFold.map((fold) => fold.metrics[metric]!),
              folds,
              confidence,
            ),
          ]),
      ),
      ...(haveSets(all)
        ? {
            byLabel: await crossValidatedLabels(
              labels,
              { all, inFolds: inFolds.filter(haveSets) },
              (values) => foldSpread(values, folds, confidence),
              { ...options, ...config },
            ),
          }
        : {}),
      folds: byFold,
    });
  }
  const comparison =
    input.models.length < 2
      ? null
      : await compareMany(
          {
            ...truthOf(input, tested),
            models: input.models.map((model) => ({ name: model.name, ...answersTo(tested, model) })),
          },
          config,
          options,
        );
  return {
    format: "lexops-cross-validation/v1",
    ...(several ? { task: "multi-label-text-classification" as const } : {}),
    rows: tested.length,
    labels,
    positiveLabel: classes === 2 && !several ? labels[positive]! : null,
    folds: folds.map(({ train, test }) => ({ train: train.length, test: test.length })),
    confidence,
    resamples,
    seed: options.seed,
    models,
    comparison,
  };
}

/** The intervals of each fold's own figures, resamples of a stream of its own. @throws CancelledError */
async function intervalsOf(
  inFolds: readonly AnsweredRows[],
  names: readonly string[],
  options: IntervalOptions,
): Promise<Record<string, Pick<Figure, "low" | "high">>[]> {
  const intervals: Record<string, Pick<Figure, "low" | "high">>[] = [];
  for (const [fold, rows] of inFolds.entries()) {
    const task = `Resampling fold ${fold + 1} of ${inFolds.length}`;
    const figures = await answeredFigures(rows, names, { ...options, seed: `${options.seed}/fold ${fold}`, task });
    const defined = Object.entries(figures).filter(([, { value }]) => !Number.isNaN(value));
    intervals.push(Object.fromEntries(defined.map(([name, { low, high }]) => [name, { low, high }])));
  }
  return intervals;
}

function truthOf({ labels, labelIds, labelSets }: Truth, rows: Uint32Array): Truth {
  const sets: LabelSets | undefined = labelSets && selectLabelSets(labelSets, rows);
  return { labels, labelIds: Int32Array.from(rows, (row) => labelIds[row]!), labelSets: sets };
}

function selected(probabilities: Float32Array, rows: Uint32Array, classes: number): Float32Array {
  const result = new Float32Array(rows.length * classes);
  rows.forEach((row, place) => {
    result.set(probabilities.subarray(row * classes, (row + 1) * classes), place * classes);
  });
  return result;
}
