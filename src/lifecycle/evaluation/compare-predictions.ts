/** @file Two models on the same examples: what differs, how surely, and what follows. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import {
  bootstrapIntervals,
  mcnemarExact,
  metrics,
  type PairedOutcomes,
  pairedOutcomes,
  prepareSamples,
  scoredRows,
  wholeSample,
} from "../metrics/index.ts";
import { DifferentLabelsError, NoExamplesError } from "./errors.ts";
import type { EvaluationOptions } from "./evaluate-predictions.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import { metricNames } from "./figures.ts";
import { formatCount, formatPValue } from "./number-format.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { Figure } from "./report.ts";

/** A model's answers, by what it is called. */
interface ComparedModel {
  readonly name: string;
  readonly labels: readonly string[];
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
}

/** The same examples, answered by two models. */
export interface ComparisonInput {
  /** [rows], each in [0, labels). */
  readonly labelIds: Int32Array;
  readonly a: ComparedModel;
  readonly b: ComparedModel;
}

/** What the comparison says: a plain JSON value. */
export interface ComparisonReport {
  readonly format: "lexops-comparison/v1";
  readonly rows: number;
  readonly labels: readonly string[];
  readonly positiveLabel: string | null;
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
  readonly a: string;
  readonly b: string;
  /** By the names of the metrics' catalogue, where both models have a value. */
  readonly metrics: Readonly<Record<string, ComparedFigure>>;
  readonly outcomes: PairedOutcomes;
  /** McNemar's exact test, two-sided. */
  readonly mcnemarPValue: number;
  /** Which model is right more often, where the test says that it is no chance; else null. */
  readonly better: "a" | "b" | null;
  /** The same in a sentence. */
  readonly verdict: string;
}

/** One metric of both models. */
interface ComparedFigure {
  readonly a: number;
  readonly b: number;
  /** b - a, with its paired bootstrap interval. */
  readonly difference: Figure;
}

/**
 * Compares two models on the same examples. The same input, settings and seed give the same report.
 * @throws DifferentLabelsError, NoExamplesError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function comparePredictions(
  input: ComparisonInput,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<ComparisonReport> {
  const { labelIds, a, b } = input;
  const { confidence, resamples } = config;
  const { seed, progress = ignoreProgress, signal } = options;
  const { labels } = a;
  if (labels.length !== b.labels.length || labels.some((label, id) => label !== b.labels[id]))
    throw new DifferentLabelsError(labels, b.labels);
  if (labelIds.length === 0) throw new NoExamplesError();

  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const [rowsA, rowsB] = [a, b].map(({ probabilities }) => scoredRows({ labelIds, probabilities, classes, positive }));
  const names = metricNames(classes);
  const measured = names.map((name) => metrics.get(name));
  const [atA, atB] = [prepareSamples(rowsA!), prepareSamples(rowsB!)];
  await setImmediate();
  const task = "Resampling pairs";
  const intervals = await bootstrapIntervals(
    labelIds.length,
    (counts) => {
      const [sampleA, sampleB] = [atA(counts), atB(counts)];
      return measured.map((metric) => metric.fromSample(sampleB) - metric.fromSample(sampleA));
    },
    {
      seed,
      resamples,
      confidence,
      signal,
      cost: 2 * (classes + 2),
      onResample: (done) => progress({ task, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task, done: resamples, total: resamples, unit: "resamples", finished: true });

  const [wholeA, wholeB] = [wholeSample(rowsA!), wholeSample(rowsB!)];
  const compared = measured.map((metric, index): [string, ComparedFigure] => {
    const [valueA, valueB] = [metric.fromSample(wholeA), metric.fromSample(wholeB)];
    const { low, high } = intervals[index] ?? { low: null, high: null };
    return [names[index]!, { a: valueA, b: valueB, difference: { value: valueB - valueA, low, high } }];
  });
  const outcomes = pairedOutcomes(labelIds, rowsA!.predictedIds, rowsB!.predictedIds);
  const mcnemarPValue = mcnemarExact(outcomes);
  const better = mcnemarPValue < 1 - confidence ? (outcomes.onlyA > outcomes.onlyB ? "a" : "b") : null;
  return {
    format: "lexops-comparison/v1",
    rows: labelIds.length,
    labels,
    positiveLabel: classes === 2 ? labels[positive]! : null,
    confidence,
    resamples,
    seed,
    a: a.name,
    b: b.name,
    metrics: Object.fromEntries(compared.filter(([, { difference }]) => !Number.isNaN(difference.value))),
    outcomes,
    mcnemarPValue,
    better,
    verdict: verdict(a.name, b.name, outcomes, mcnemarPValue, better),
  };
}

function verdict(
  a: string,
  b: string,
  { onlyA, onlyB }: PairedOutcomes,
  pValue: number,
  better: "a" | "b" | null,
): string {
  const disagreements = onlyA + onlyB;
  if (disagreements === 0) return `${a} and ${b} are right and wrong on the same examples.`;
  const p = formatPValue(pValue);
  const [winner, loser, won] = onlyA > onlyB ? [a, b, onlyA] : [b, a, onlyB];
  if (better !== null)
    return `${winner} is right more often than ${loser}: of the ${formatCount(disagreements)} examples on which only one is right, it has ${formatCount(won)} (${p}).`;
  return `Neither is shown to be right more often: of the ${formatCount(disagreements)} examples on which only one is right, ${a} has ${formatCount(onlyA)} and ${b} has ${formatCount(onlyB)} (${p}).`;
}
