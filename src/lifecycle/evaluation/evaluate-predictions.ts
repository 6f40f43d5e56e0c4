/** @file From labelled predictions to the report. */
import type { Progress } from "../../foundation/index.ts";
import type { Predictor } from "../bundle/index.ts";
import {
  calibrationBins,
  confusionMatrix,
  labelForecasts,
  predictedForecasts,
  type ScoredRows,
  scoredRows,
} from "../metrics/index.ts";
import type { TextColumn } from "../text/index.ts";
import { NoExamplesError, UnevenInputError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import { figuresOf, metricNames } from "./figures.ts";
import { labelDetails } from "./label-details.ts";
import { learningCurve } from "./learning-curve.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { CalibrationReport, EvaluationReport } from "./report.ts";
import { columnSlices, lengthSlices, measureSlices } from "./slices.ts";
import { worstMistakes } from "./worst-mistakes.ts";

/** Labelled texts with what a model says of them. */
export interface EvaluationInput {
  readonly labels: readonly string[];
  readonly texts: TextColumn;
  /** [rows], each in [0, labels). */
  readonly labelIds: Int32Array;
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
  /** Columns for slices, by name. */
  readonly sliceColumns: Readonly<Record<string, readonly (string | null)[]>>;
  /** For the words that mattered in the worst mistakes. */
  readonly predictor?: Predictor | undefined;
  /** Loss curves, where the model's training is known. */
  readonly history?: unknown;
}

/** How an evaluation is run. */
export interface EvaluationOptions {
  readonly seed: number;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Bins of the reliability diagram. */
const reliabilityBins = 10;

/**
 * Evaluates. The same input, settings and seed give the same report.
 * @throws NoExamplesError, UnevenInputError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function evaluatePredictions(
  input: EvaluationInput,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<EvaluationReport> {
  const { labels, texts, labelIds, probabilities, sliceColumns, predictor, history } = input;
  const { confidence, resamples } = config;
  const { seed, progress, signal } = options;
  const count = labelIds.length;
  if (count === 0) throw new NoExamplesError();
  if (texts.length !== count) throw new UnevenInputError("texts", texts.length, count);
  for (const [column, values] of Object.entries(sliceColumns))
    if (values.length !== count) throw new UnevenInputError(`values of "${column}"`, values.length, count);

  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const rows = scoredRows({ labelIds, probabilities, classes, positive });
  const intervals = { seed, confidence, resamples, progress, signal };
  const figures = await figuresOf(rows, metricNames(classes), intervals);
  const parts = [
    ...lengthSlices(texts),
    ...Object.entries(sliceColumns).flatMap(([column, values]) => columnSlices(column, values)),
  ];
  const slices = await measureSlices(rows, parts, intervals);
  const { counts } = confusionMatrix(rows);

  return {
    format: "lexops-evaluation/v1",
    rows: count,
    labels,
    positiveLabel: classes === 2 ? labels[positive]! : null,
    confidence,
    resamples,
    seed,
    metrics: Object.fromEntries(Object.entries(figures).filter(([, { value }]) => !Number.isNaN(value))),
    undefinedMetrics: Object.fromEntries(
      Object.entries(figures)
        .filter(([, { value }]) => Number.isNaN(value))
        .map(([name]) => [name, whyUndefined(rows, labels)]),
    ),
    confusionMatrix: labels.map((_, label) => Array.from(counts.subarray(label * classes, (label + 1) * classes))),
    ...labelDetails(rows, labels),
    slices,
    calibration: calibrationReport(rows, labels),
    worstMistakes: await worstMistakes(rows, labels, texts, {
      most: config.worstMistakes,
      predictor,
      progress,
      signal,
    }),
    history: learningCurve(history),
  };
}

function calibrationReport(rows: ScoredRows, labels: readonly string[]): CalibrationReport {
  return rows.classes === 2
    ? {
        label: labels[rows.positive]!,
        bins: calibrationBins(labelForecasts(rows, rows.positive), { bins: reliabilityBins }),
      }
    : { label: null, bins: calibrationBins(predictedForecasts(rows), { bins: reliabilityBins }) };
}

function whyUndefined(rows: ScoredRows, labels: readonly string[]): string {
  const present = new Set(rows.labelIds);
  const [only] = present;
  if (present.size === 1) return `Every example has the label "${labels[only!]}".`;
  const absent = labels.filter((_, label) => !present.has(label));
  return `No example has the label ${absent.map((label) => `"${label}"`).join(", ")}.`;
}
