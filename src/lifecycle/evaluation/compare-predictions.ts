/** @file Two models on the same examples: what differs, how surely, and what follows. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import { binaryThreshold, type LabelSets, type Thresholds, thresholdOfEach } from "../labels/index.ts";
import {
  bootstrapIntervals,
  exactAnswers,
  labelSetMetrics,
  labelSetRows,
  mcnemarExact,
  metrics,
  type PairedOutcomes,
  pairedOutcomes,
  prepareLabelSetSamples,
  prepareSamples,
  scoredRows,
} from "../metrics/index.ts";
import { DifferentLabelsError, NoExamplesError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { metricNames } from "./figures.ts";
import { formatCount, formatPValue } from "./number-format.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { EvaluationReport, Figure } from "./report.ts";

/** A model's answers, by what it is called. */
interface ComparedModel {
  readonly name: string;
  readonly labels: readonly string[];
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
  /** From which probability on it gives labels, where that was chosen. */
  readonly thresholds?: Thresholds | undefined;
}

/** The same examples, answered by two models. */
export interface ComparisonInput {
  /** [rows], each in [0, labels); of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  /** Present where texts may have several labels. */
  readonly labelSets?: LabelSets | undefined;
  readonly a: ComparedModel;
  readonly b: ComparedModel;
}

/** What the comparison says: a plain JSON value. */
export interface ComparisonReport {
  readonly format: "lexops-comparison/v1";
  /** Present where texts may have several labels. */
  readonly task?: EvaluationReport["task"];
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
  const pair = input.labelSets === undefined ? pairOfRows(input, positive) : pairOfLabelSets(input, input.labelSets);
  const { names, differencesAt } = pair;
  await setImmediate();
  const task = "Resampling pairs";
  const intervals = await bootstrapIntervals(labelIds.length, differencesAt, {
    seed,
    resamples,
    confidence,
    signal,
    cost: 2 * (classes + 2),
    onResample: (done) => progress({ task, done, total: resamples, unit: "resamples" }),
  });
  progress({ task, done: resamples, total: resamples, unit: "resamples", finished: true });

  const compared = names.map((name, index): [string, ComparedFigure] => {
    const [valueA, valueB] = [pair.a[index]!, pair.b[index]!];
    const { low, high } = intervals[index] ?? { low: null, high: null };
    return [name, { a: valueA, b: valueB, difference: { value: valueB - valueA, low, high } }];
  });
  const { outcomes } = pair;
  const mcnemarPValue = mcnemarExact(outcomes);
  const better = mcnemarPValue < 1 - confidence ? (outcomes.onlyA > outcomes.onlyB ? "a" : "b") : null;
  return {
    format: "lexops-comparison/v1",
    ...(input.labelSets === undefined ? {} : { task: "multi-label-text-classification" as const }),
    rows: labelIds.length,
    labels,
    positiveLabel: classes === 2 && input.labelSets === undefined ? labels[positive]! : null,
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

/** Both models' figures, and how they differ in a resample. */
interface ComparedPair {
  readonly names: readonly string[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  differencesAt(counts: Uint32Array): number[];
  readonly outcomes: PairedOutcomes;
}

function pairOfRows({ labelIds, a, b }: ComparisonInput, positive: number): ComparedPair {
  const classes = a.labels.length;
  const rowsOf = ({ probabilities, labels, thresholds }: ComparedModel) =>
    scoredRows({ labelIds, probabilities, classes, positive, binary: binaryThreshold(labels, thresholds) });
  const [rowsA, rowsB] = [rowsOf(a), rowsOf(b)];
  const names = metricNames(classes);
  const measured = names.map((name) => metrics.get(name));
  return {
    names,
    ...pairOfSamples(labelIds.length, prepareSamples(rowsA), prepareSamples(rowsB), measured),
    outcomes: pairedOutcomes(labelIds, rowsA.predictedIds, rowsB.predictedIds),
  };
}

/** A model is right on an example where it gives exactly the true labels. */
function pairOfLabelSets({ a, b }: ComparisonInput, truths: LabelSets): ComparedPair {
  const rowsOf = ({ probabilities, labels, thresholds }: ComparedModel) =>
    labelSetRows({ truths, probabilities, classes: labels.length, thresholds: thresholdOfEach(labels, thresholds) });
  const [rowsA, rowsB] = [rowsOf(a), rowsOf(b)];
  const names = labelSetMetrics.names;
  const measured = names.map((name) => labelSetMetrics.get(name));
  const [exactA, exactB] = [exactAnswers(rowsA), exactAnswers(rowsB)];
  return {
    names,
    ...pairOfSamples(rowsA.length, prepareLabelSetSamples(rowsA), prepareLabelSetSamples(rowsB), measured),
    outcomes: pairedOutcomes(new Uint8Array(rowsA.length).fill(1), exactA, exactB),
  };
}

function pairOfSamples<Sample>(
  rows: number,
  sampleA: (counts: Uint32Array) => Sample,
  sampleB: (counts: Uint32Array) => Sample,
  measured: readonly { fromSample(sample: Sample): number }[],
) {
  const figures = (sample: Sample) => measured.map((metric) => metric.fromSample(sample));
  const once = new Uint32Array(rows).fill(1);
  return {
    a: figures(sampleA(once)),
    b: figures(sampleB(once)),
    differencesAt(counts: Uint32Array) {
      const [first, second] = [figures(sampleA(counts)), figures(sampleB(counts))];
      return second.map((value, index) => value - first[index]!);
    },
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
