/** @file Figures of the metrics' catalogue with bootstrap intervals. */
import { ignoreProgress, type Progress } from "../../foundation/index.ts";
import {
  bootstrapIntervals,
  type LabelSetRows,
  labelSetMetrics,
  metrics,
  prepareLabelSetSamples,
  prepareSamples,
  type ScoredRows,
} from "../metrics/index.ts";
import type { Figure } from "./report.ts";

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
  return metrics.entries.filter(([, metric]) => classes >= metric.minimumClasses).map(([name]) => name);
}

/** The named metrics of all examples, each with its interval; one that is not defined has the value NaN. */
export function figuresOf(
  rows: ScoredRows,
  names: readonly string[],
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  const measured = names.map((name) => metrics.get(name));
  const passes = measured.some(({ needs }) => needs === "ranking") ? (rows.classes === 2 ? 3 : rows.classes + 2) : 1;
  return sampledFigures(rows.length, prepareSamples(rows), measured, names, passes, options);
}

/** The same of texts that may have several labels, by the names of their own catalogue. */
export function labelSetFiguresOf(
  rows: LabelSetRows,
  names: readonly string[],
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  const measured = names.map((name) => labelSetMetrics.get(name));
  const passes = measured.some(({ needs }) => needs === "ranking") ? rows.classes + 2 : 2;
  return sampledFigures(rows.length, prepareLabelSetSamples(rows), measured, names, passes, options);
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
