/** @file How a model gets better with more training rows, and whether still more would help. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import { bootstrapIntervals } from "../metrics/index.ts";
import { type Answers, answeredRows, prepareFigures, type Truth, wholeFigures } from "./answered-rows.ts";
import { CurveMetricError, NoExamplesError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { decidingMetric, lowerIsBetter, metricTitle } from "./headline.ts";
import { mean } from "./mean.ts";
import { formatCount } from "./number-format.ts";
import { positiveLabelId } from "./positive-label.ts";
import { fitPowerLaw, type PowerLaw, powerLawAt } from "./power-law.ts";
import type { EvaluationReport, Figure } from "./report.ts";

/** Metrics whose curve can be drawn, an error that falls with the rows following from each: of one label a text. */
const ofLabels: readonly string[] = ["accuracy", "f1", "log-loss"];
/** The same where texts may have several. */
const ofLabelSets: readonly string[] = ["f1-micro", "f1-macro", "accuracy", "hamming-loss", "log-loss"];

/** The same test rows, answered by models trained on more and more rows. */
export interface SampleSizeInput extends Truth {
  /** By size, ascending. */
  readonly sizes: readonly {
    readonly rows: number;
    /** One entry a repetition with other training rows. */
    readonly answers: readonly Answers[];
  }[];
}

/** A plain JSON value. */
export interface SampleSizeReport {
  readonly format: "lexops-learning-curve/v1";
  /** Present where texts may have several labels. */
  readonly task?: EvaluationReport["task"];
  readonly metric: string;
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
 * The metric that curves are drawn of unless another is asked for: accuracy, or micro F1 where texts may have several
 * labels. Checks one that is. @throws CurveMetricError
 */
export function curveMetric(several: boolean, asked?: string): string {
  const known = several ? ofLabelSets : ofLabels;
  const metric = asked ?? decidingMetric(several ? { task: "multi-label-text-classification" } : {});
  if (!known.includes(metric)) throw new CurveMetricError(metric, known, several);
  return metric;
}

/**
 * Draws the curve. The same input, settings and seed give the same report. The forecast's intervals come from fitting
 * the law to each resample of the test rows; they do not know what other training rows would have given.
 * @throws CurveMetricError, NoExamplesError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function sampleSizeCurve(
  input: SampleSizeInput,
  asked: string | undefined,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<SampleSizeReport> {
  const { labels, labelIds, labelSets, sizes } = input;
  const metric = curveMetric(labelSets !== undefined, asked);
  const { confidence, resamples } = config;
  const { seed, progress = ignoreProgress, signal } = options;
  if (labelIds.length === 0 || sizes.length === 0) throw new NoExamplesError();
  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const answered = sizes.map(({ answers }) => answers.map((one) => answeredRows(input, one, positive)));
  const repetitions = answered.map((rows) => rows.map((repetition) => wholeFigures(repetition, [metric])[0]!));
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
  const samples = answered.map((rows) => rows.map((repetition) => prepareFigures(repetition, [metric])));
  const task = labelSets === undefined ? {} : { task: "multi-label-text-classification" as const };
  const doing = "Resampling the curve";
  const intervals = await bootstrapIntervals(
    labelIds.length,
    (counts) => {
      const drawn = samples.map((at) => mean(at.map((figuresAt) => figuresAt(counts)[0]!)));
      const predicted = forecastOf(drawn).figures;
      return [...drawn, ...predicted, ...predicted.map((figure) => figure - drawn.at(-1)!)];
    },
    {
      seed,
      resamples,
      confidence,
      signal,
      cost: 2 * samples.reduce((sum, at) => sum + at.length, 0),
      onResample: (done) => progress({ task: doing, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task: doing, done: resamples, total: resamples, unit: "resamples", finished: true });
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
    ...task,
    metric,
    testRows: labelIds.length,
    labels,
    positiveLabel: classes === 2 && labelSets === undefined ? labels[positive]! : null,
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
    verdict: verdictOf(metric, task, whole.at(-1)!, forecast),
  };
}

/** 1 - a share that should be high; a loss as it is. Its own inverse. */
function asError(metric: string, figure: number): number {
  return lowerIsBetter(metric) ? figure : 1 - figure;
}

/** Gains of less than this are not worth labelling: half a point, or five thousandths of a loss. */
const worthwhile = 0.005;

function verdictOf(
  metric: string,
  task: Pick<SampleSizeReport, "task">,
  now: number,
  forecast: SampleSizeReport["forecast"],
): string {
  const [twice] = forecast;
  if (twice === undefined) return "Three sizes or more are needed to say whether more rows would help.";
  const lower = lowerIsBetter(metric);
  const better = lower ? -twice.gain.value : twice.gain.value;
  const text = (value: number) => (lower ? value.toFixed(3) : (value * 100).toFixed(1)).replace("-", "−");
  const { low, high } = twice.gain;
  const range = low === null || high === null ? "" : ` (${text(lower ? -high : low)} to ${text(lower ? -low : high)})`;
  const gain = `about ${text(better)} ${lower ? "less" : "points of"} ${nameInSentence(metric, task)}${range}`;
  return better >= worthwhile
    ? `More rows would help: twice as many, ${formatCount(twice.rows)}, should bring ${gain}.`
    : `More rows of the same kind would hardly help: twice as many, ${formatCount(twice.rows)}, should bring ${gain}. Better labels, features or another model are the way on from ${now.toFixed(4)}.`;
}

/** A metric's title as it stands within a sentence: "accuracy", "micro F1". */
function nameInSentence(metric: string, { task }: Pick<SampleSizeReport, "task">): string {
  const title = metricTitle(metric, { task, positiveLabel: "" });
  const average = /^(.*), (micro|macro)$/.exec(title);
  if (average !== null) return `${average[2]} ${average[1]}`;
  return /^[A-Z][a-z]/.test(title) ? `${title[0]!.toLowerCase()}${title.slice(1)}` : title;
}
