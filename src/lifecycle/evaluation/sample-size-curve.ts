/** @file How a model gets better with more training rows, and whether still more would help. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import { bootstrapIntervals, metrics, prepareSamples, scoredRows, wholeSample } from "../metrics/index.ts";
import { NoExamplesError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { mean } from "./mean.ts";
import { formatCount } from "./number-format.ts";
import { positiveLabelId } from "./positive-label.ts";
import { fitPowerLaw, type PowerLaw, powerLawAt } from "./power-law.ts";
import type { Figure } from "./report.ts";

/** Metrics whose curve can be drawn: an error that falls with the rows follows from each. */
export const curveMetrics = ["accuracy", "f1", "log-loss"] as const;
export type CurveMetric = (typeof curveMetrics)[number];

/** The same test rows, answered by models trained on more and more rows. */
export interface SampleSizeInput {
  readonly labels: readonly string[];
  /** [test rows], each in [0, labels). */
  readonly labelIds: Int32Array;
  /** By size, ascending. */
  readonly sizes: readonly {
    readonly rows: number;
    /** One entry a repetition with other training rows: row-major [test rows, labels]. */
    readonly probabilities: readonly Float32Array[];
  }[];
}

/** A plain JSON value. */
export interface SampleSizeReport {
  readonly format: "lexops-learning-curve/v1";
  readonly metric: CurveMetric;
  readonly testRows: number;
  readonly labels: readonly string[];
  readonly positiveLabel: string | null;
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
  readonly points: readonly SampleSizePoint[];
  /** error(rows) = floor + scale · rows^-decay, the error being the log loss, or 1 - the metric; null with under three sizes. */
  readonly law: PowerLaw | null;
  /** What twice and four times the rows would give, by that law. */
  readonly forecast: readonly { readonly rows: number; readonly figure: Figure; readonly gain: Figure }[];
  /** Whether more rows would help, in a sentence. */
  readonly verdict: string;
}

/** The metric at one size: the mean over repetitions, its interval from resampled test rows. */
export interface SampleSizePoint {
  readonly rows: number;
  readonly figure: Figure;
  /** By repetition. */
  readonly repetitions: readonly number[];
}

/**
 * Draws the curve. The same input, settings and seed give the same report. The forecast's intervals come from fitting
 * the law to each resample of the test rows; they do not know what other training rows would have given.
 * @throws NoExamplesError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function sampleSizeCurve(
  input: SampleSizeInput,
  metric: CurveMetric,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<SampleSizeReport> {
  const { labels, labelIds, sizes } = input;
  const { confidence, resamples } = config;
  const { seed, progress = ignoreProgress, signal } = options;
  if (labelIds.length === 0 || sizes.length === 0) throw new NoExamplesError();
  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const measured = metrics.get(metric);
  const scored = sizes.map(({ probabilities }) =>
    probabilities.map((scores) => scoredRows({ labelIds, probabilities: scores, classes, positive })),
  );
  const repetitions = scored.map((rows) => rows.map((repetition) => measured.fromSample(wholeSample(repetition))));
  const whole = repetitions.map(mean);
  const rowCounts = sizes.map(({ rows }) => rows);
  const ahead = [2, 4].map((times) => rowCounts.at(-1)! * times);
  const forecastOf = (figures: readonly number[]) => {
    const law =
      sizes.length < 3
        ? null
        : fitPowerLaw(
            rowCounts,
            figures.map((figure) => asError(metric, figure)),
          );
    return { law, figures: law === null ? [] : ahead.map((rows) => asError(metric, powerLawAt(law, rows))) };
  };

  await setImmediate();
  const samples = scored.map((rows) => rows.map(prepareSamples));
  const task = "Resampling the curve";
  const intervals = await bootstrapIntervals(
    labelIds.length,
    (counts) => {
      const drawn = samples.map((at) => mean(at.map((sampleAt) => measured.fromSample(sampleAt(counts)))));
      const predicted = forecastOf(drawn).figures;
      return [...drawn, ...predicted, ...predicted.map((figure) => figure - drawn.at(-1)!)];
    },
    {
      seed,
      resamples,
      confidence,
      signal,
      cost: 2 * samples.reduce((sum, at) => sum + at.length, 0),
      onResample: (done) => progress({ task, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task, done: resamples, total: resamples, unit: "resamples", finished: true });
  const figureAt = (value: number, index: number): Figure => ({
    value,
    ...(intervals[index] ?? { low: null, high: null }),
  });
  const { law, figures } = forecastOf(whole);
  const forecast = figures.map((figure, index) => ({
    rows: ahead[index]!,
    figure: figureAt(figure, sizes.length + index),
    gain: figureAt(figure - whole.at(-1)!, sizes.length + figures.length + index),
  }));
  return {
    format: "lexops-learning-curve/v1",
    metric,
    testRows: labelIds.length,
    labels,
    positiveLabel: classes === 2 ? labels[positive]! : null,
    confidence,
    resamples,
    seed,
    points: sizes.map(({ rows }, index) => ({
      rows,
      figure: figureAt(whole[index]!, index),
      repetitions: repetitions[index]!,
    })),
    law,
    forecast,
    verdict: verdictOf(metric, whole.at(-1)!, forecast),
  };
}

/** 1 - a share that should be high; a loss as it is. Its own inverse. */
function asError(metric: CurveMetric, figure: number): number {
  return metrics.get(metric).direction === "lower" ? figure : 1 - figure;
}

/** Gains of less than this are not worth labelling: half a point, or five thousandths of log loss. */
const worthwhile = 0.005;

function verdictOf(metric: CurveMetric, now: number, forecast: SampleSizeReport["forecast"]): string {
  const [twice] = forecast;
  if (twice === undefined) return "Three sizes or more are needed to say whether more rows would help.";
  const lower = metrics.get(metric).direction === "lower";
  const better = lower ? -twice.gain.value : twice.gain.value;
  const text = (value: number) => (lower ? value.toFixed(3) : (value * 100).toFixed(1)).replace("-", "−");
  const { low, high } = twice.gain;
  const range = low === null || high === null ? "" : ` (${text(lower ? -high : low)} to ${text(lower ? -low : high)})`;
  const gain = `about ${text(better)} ${lower ? "less log loss" : `points of ${metric === "f1" ? "F1" : metric}`}${range}`;
  return better >= worthwhile
    ? `More rows would help: twice as many, ${formatCount(twice.rows)}, should bring ${gain}.`
    : `More rows of the same kind would hardly help: twice as many, ${formatCount(twice.rows)}, should bring ${gain}. Better labels, features or another model are the way on from ${now.toFixed(4)}.`;
}
