/** @file Two models on the same examples: what differs, how surely, and what follows. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import type { LabelSets, Thresholds } from "../labels/index.ts";
import {
  bootstrapIntervals,
  labelSetMetrics,
  mcnemarExact,
  type PairedOutcomes,
  pairedOutcomes,
} from "../metrics/index.ts";
import { answeredRows, prepareFigures, rightAnswers, wholeFigures } from "./answered-rows.ts";
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
  const truth = { labels, labelIds, labelSets: input.labelSets };
  const [rowsA, rowsB] = [answeredRows(truth, a, positive), answeredRows(truth, b, positive)];
  const names = input.labelSets === undefined ? metricNames(classes) : labelSetMetrics.names;
  const [figuresA, figuresB] = [wholeFigures(rowsA, names), wholeFigures(rowsB, names)];
  const [sampledA, sampledB] = [prepareFigures(rowsA, names), prepareFigures(rowsB, names)];
  const differencesAt = (counts: Uint32Array) => {
    const first = sampledA(counts);
    return sampledB(counts).map((value, index) => value - first[index]!);
  };
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
    const [valueA, valueB] = [figuresA[index]!, figuresB[index]!];
    const { low, high } = intervals[index] ?? { low: null, high: null };
    return [name, { a: valueA, b: valueB, difference: { value: valueB - valueA, low, high } }];
  });
  const right = new Uint8Array(labelIds.length).fill(1);
  const outcomes = pairedOutcomes(right, rightAnswers(rowsA), rightAnswers(rowsB));
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
