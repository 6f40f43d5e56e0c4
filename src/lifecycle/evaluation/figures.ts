/** @file Figures of the metrics' catalogue with bootstrap intervals. */
import { type Catalog, ignoreProgress, type Progress } from "../../foundation/index.ts";
import {
  bootstrapIntervals,
  type LabelSetRows,
  labelSetMetrics,
  type Metric,
  metrics,
  prepareLabelSetSamples,
  prepareSamples,
  type ScoredRows,
} from "../metrics/index.ts";
import type { EvaluationReport, Figure } from "./report.ts";

/** How intervals are made. */
export interface IntervalOptions {
  readonly seed: number | string;
  readonly confidence: number;
  /** 0 gives no intervals. */
  readonly resamples: number;
  /** What the progress says is being done. */
  readonly task?: string;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The metrics that say something about so many labels. */
export function metricNames(classes: number): string[] {
  return metrics.entries
    .filter(
      ([, { minimumClasses, maximumClasses = classes }]) => classes >= minimumClasses && classes <= maximumClasses,
    )
    .map(([name]) => name);
}

/** Above so many labels, metrics that rank are resampled less often. */
const fewLabels = 100;
/** Ranks that are visited for the intervals of many labels: some seconds of work. */
const mostRanks = 300_000_000;
const leastResamples = 100;

/** Resamples of the metrics that rank every label, whose cost grows with the number of labels. */
function rankingResamples(rows: number, classes: number, resamples: number): number {
  if (classes <= fewLabels) return resamples;
  return Math.min(resamples, Math.max(leastResamples, Math.floor(mostRanks / (rows * classes))));
}

/** The same for a report; nothing where all metrics have as many. */
export function fewerResamples(
  rows: number,
  classes: number,
  resamples: number,
): Pick<EvaluationReport, "rankingResamples"> {
  const fewer = rankingResamples(rows, classes, resamples);
  return fewer === resamples ? {} : { rankingResamples: fewer };
}

/** The named metrics of all examples, each with its interval; one that is not defined has the value NaN. */
export function figuresOf(
  rows: ScoredRows,
  names: readonly string[],
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  const passes = rows.classes === 2 ? 3 : rows.classes + 2;
  return cheapThenRanking(rows, prepareSamples(rows), metrics, names, passes, options);
}

/** The same of texts that may have several labels, by the names of their own catalogue. */
export function labelSetFiguresOf(
  rows: LabelSetRows,
  names: readonly string[],
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  return cheapThenRanking(rows, prepareLabelSetSamples(rows), labelSetMetrics, names, rows.classes + 2, options);
}

/** Metrics that rank share the resamples of the others, but for the last ones where there are many labels. */
async function cheapThenRanking<Sample>(
  { length, classes }: { readonly length: number; readonly classes: number },
  sampleAt: (counts: Uint32Array) => Sample,
  catalog: Catalog<Metric<Sample>>,
  names: readonly string[],
  rankingPasses: number,
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  const ranks = (name: string) => catalog.get(name).needs === "ranking";
  const measure = (some: readonly string[], resamples: number) => {
    const measured = some.map((name) => catalog.get(name));
    const passes = some.some(ranks) ? rankingPasses : 1;
    return sampledFigures(length, sampleAt, measured, some, passes, { ...options, resamples });
  };
  const fewer = rankingResamples(length, classes, options.resamples);
  if (fewer === options.resamples || !names.some(ranks)) return measure(names, options.resamples);
  const cheap = names.filter((name) => !ranks(name));
  const figures = { ...(await measure(cheap, options.resamples)), ...(await measure(names.filter(ranks), fewer)) };
  return Object.fromEntries(names.map((name) => [name, figures[name]!]));
}

/** `passes`: visits of a row that one resample takes. */
async function sampledFigures<Sample>(
  rows: number,
  sampleAt: (counts: Uint32Array) => Sample,
  measured: readonly { fromSample(sample: Sample): number }[],
  names: readonly string[],
  passes: number,
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  const { seed, confidence, resamples, task = "Resampling", progress = ignoreProgress, signal } = options;
  const whole = sampleAt(new Uint32Array(rows).fill(1));
  const intervals = await bootstrapIntervals(
    rows,
    (counts) => {
      const sample = sampleAt(counts);
      return measured.map((metric) => metric.fromSample(sample));
    },
    {
      seed,
      confidence,
      resamples,
      signal,
      cost: passes,
      onResample: (done) => progress({ task, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task, done: resamples, total: resamples, unit: "resamples", finished: true });
  return Object.fromEntries(
    measured.map((metric, index) => {
      const { low, high } = intervals[index] ?? { low: null, high: null };
      return [names[index]!, { value: metric.fromSample(whole), low, high }];
    }),
  );
}
