/** @file Examples with one model's answers, measured alike whether a text has one label or several. */
import { binaryThreshold, type LabelSets, type Thresholds, thresholdOfEach } from "../labels/index.ts";
import {
  exactAnswers,
  type LabelSetRows,
  labelSetMetrics,
  labelSetRandomisationPValues,
  labelSetRows,
  metrics,
  prepareLabelSetSamples,
  prepareSamples,
  randomisationPValues,
  type ScoredRows,
  scoredRows,
} from "../metrics/index.ts";
import { figuresOf, type IntervalOptions, labelSetFiguresOf } from "./figures.ts";
import type { Figure } from "./report.ts";

/** What is true of examples. */
export interface Truth {
  readonly labels: readonly string[];
  /** [rows], each in [0, labels); of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  /** Present where texts may have several labels. */
  readonly labelSets?: LabelSets | undefined;
}

/** What a model says of them. */
export interface Answers {
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
  /** From which probability on it gives labels, where that was chosen: for all examples, or by example. */
  readonly thresholds?: Thresholds | ((row: number) => Thresholds | undefined) | undefined;
}

/** Both together. */
export type AnsweredRows = ScoredRows | LabelSetRows;

/** Puts truth and answers together; `positive` is one of two labels. @throws InvalidPredictionsError */
export function answeredRows(
  { labels, labelIds, labelSets }: Truth,
  { probabilities, thresholds }: Answers,
  positive: number,
): AnsweredRows {
  const classes = labels.length;
  if (labelSets === undefined)
    return scoredRows({
      ...{ labelIds, probabilities, classes, positive },
      binary: byRow(thresholds, (own) => binaryThreshold(labels, own)),
    });
  return labelSetRows({
    ...{ truths: labelSets, probabilities, classes },
    thresholds: byRow(thresholds, (own) => thresholdOfEach(labels, own)),
  });
}

/** Derives something from thresholds, once where neighbouring rows share theirs. */
function byRow<Derived>(
  thresholds: Answers["thresholds"],
  derive: (thresholds: Thresholds | undefined) => Derived,
): Derived | ((row: number) => Derived) {
  if (typeof thresholds !== "function") return derive(thresholds);
  const made = new Map<Thresholds | undefined, Derived>();
  return (row) => {
    const own = thresholds(row);
    if (!made.has(own)) made.set(own, derive(own));
    return made.get(own)!;
  };
}

/** Whether the examples may have several labels. */
export function haveSets(rows: AnsweredRows): rows is LabelSetRows {
  return "truths" in rows;
}

/** The named metrics of a sample in which each example counts so often; NaN where one is not defined. */
export function prepareFigures(rows: AnsweredRows, names: readonly string[]): (counts: Uint32Array) => number[] {
  return haveSets(rows)
    ? measured(prepareLabelSetSamples(rows), labelSetMetrics, names)
    : measured(prepareSamples(rows), metrics, names);
}

function measured<Sample>(
  sampleAt: (counts: Uint32Array) => Sample,
  catalog: { get(name: string): { fromSample(sample: Sample): number } },
  names: readonly string[],
): (counts: Uint32Array) => number[] {
  const wanted = names.map((name) => catalog.get(name));
  return (counts) => {
    const sample = sampleAt(counts);
    return wanted.map((metric) => metric.fromSample(sample));
  };
}

/** The named metrics of all examples. */
export function wholeFigures(rows: AnsweredRows, names: readonly string[]): number[] {
  return prepareFigures(rows, names)(new Uint32Array(rows.length).fill(1));
}

/** The same with intervals. @throws CancelledError */
export function answeredFigures(
  rows: AnsweredRows,
  names: readonly string[],
  options: IntervalOptions,
): Promise<Record<string, Figure>> {
  return haveSets(rows) ? labelSetFiguresOf(rows, names, options) : figuresOf(rows, names, options);
}

/** The p-value of each named metric's difference by approximate randomisation. @throws MetricNotSwappableError, CancelledError */
export function swappedPValues(
  a: AnsweredRows,
  b: AnsweredRows,
  names: readonly string[],
  options: Parameters<typeof randomisationPValues>[3],
): Promise<number[]> {
  if (haveSets(a) && haveSets(b)) return labelSetRandomisationPValues(a, b, names, options);
  return randomisationPValues(a as ScoredRows, b as ScoredRows, names, options);
}

/** [rows], 1 where a model is right: where it gives the true label, or exactly the true ones. */
export function rightAnswers(rows: AnsweredRows): Uint8Array {
  if (haveSets(rows)) return exactAnswers(rows);
  const { labelIds, predictedIds } = rows;
  return Uint8Array.from(labelIds, (label, row) => (label === predictedIds[row] ? 1 : 0));
}
