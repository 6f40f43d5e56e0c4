/** @file Approximate randomisation of answers that are sets of labels. */
import { labelSetAt } from "../labels/index.ts";
import { MetricNotSwappableError } from "./errors.ts";
import { labelSetMetrics } from "./label-set-catalog.ts";
import { type LabelSetRows, sharedLabels } from "./label-set-rows.ts";
import { type ExampleFigures, exampleFigures, type LabelSetSample, wholeLabelSetSample } from "./label-set-sample.ts";
import { type RandomisationOptions, type Swaps, slack, swapPValues } from "./swaps.ts";

/**
 * The two-sided p-value of each named metric's difference between two models' answers to the same examples, as
 * `randomisationPValues` has it; a swap changes an example's whole set. Metrics are those of labels.
 * @throws MetricNotSwappableError, CancelledError
 */
export async function labelSetRandomisationPValues(
  a: LabelSetRows,
  b: LabelSetRows,
  names: readonly string[],
  options: RandomisationOptions,
): Promise<number[]> {
  for (const name of names) if (labelSetMetrics.get(name).needs !== "labels") throw new MetricNotSwappableError(name);
  return swapPValues([setSwaps(a, b, names)], names.length, options);
}

/** Sums over examples that the metrics are computed from. */
interface Sums {
  readonly hits: Float64Array;
  readonly predicted: Float64Array;
  readonly figures: Float64Array;
}

const figureNames: readonly (keyof ExampleFigures)[] = ["exact", "hamming", "jaccard", "precision", "recall", "f1"];

/** Only examples that got two different sets matter; what one model gains by a swap the other loses. */
function setSwaps(a: LabelSetRows, b: LabelSetRows, names: readonly string[]): Swaps {
  const { classes, length } = a;
  const [wholeA, wholeB] = [wholeLabelSetSample(a), wholeLabelSetSample(b)];
  const { support } = wholeA.counts;
  const [figuresA, figuresB] = [exampleFigures(a), exampleFigures(b)];
  const changes = changesOf(a, b);
  const steps = figureNames.map((name) => changes.rows.map((row) => figuresB[name]()[row]! - figuresA[name]()[row]!));
  const measured = names.map((name) => labelSetMetrics.get(name));
  const measure = ({ hits, predicted, figures }: Sums) => {
    const sample: LabelSetSample = {
      ...{ classes, total: length, counts: { hits, predicted, support }, rankings: [], calibration: [] },
      mean: (figure) => figures[figureNames.indexOf(figure)]! / length,
    };
    return measured.map((metric) => metric.fromSample(sample));
  };
  const sumsOf = ({ counts, mean }: LabelSetSample): Sums => ({
    ...counts,
    figures: Float64Array.from(figureNames, (name) => mean(name) * length),
  });
  const [sumsA, sumsB] = [sumsOf(wholeA), sumsOf(wholeB)];
  const [seenA, seenB] = [measure(sumsA), measure(sumsB)];
  const seen = seenA.map((figure, index) => Math.abs(figure - seenB[index]!));
  const [first, second] = [copyOf(sumsA), copyOf(sumsB)];
  return {
    metrics: [...names.keys()],
    rows: changes.labels.length + changes.rows.length,
    swap(random) {
      for (const part of ["hits", "predicted", "figures"] as const) {
        first[part].set(sumsA[part]);
        second[part].set(sumsB[part]);
      }
      let bits = 0;
      for (let at = 0; at < changes.rows.length; at++) {
        if (at % 32 === 0) bits = random.uint32();
        if (((bits >>> (at % 32)) & 1) === 0) continue;
        for (let change = changes.offsets[at]!; change < changes.offsets[at + 1]!; change++) {
          const label = changes.labels[change]!;
          move(first.predicted, second.predicted, label, changes.given[change]!);
          move(first.hits, second.hits, label, changes.hit[change]!);
        }
        for (let figure = 0; figure < steps.length; figure++)
          move(first.figures, second.figures, figure, steps[figure]![at]!);
      }
      const [figuresFirst, figuresSecond] = [measure(first), measure(second)];
      return seen.map(
        (difference, index) => Math.abs(figuresFirst[index]! - figuresSecond[index]!) >= difference - slack,
      );
    },
  };
}

function move(first: Float64Array, second: Float64Array, place: number, by: number): void {
  first[place]! += by;
  second[place]! -= by;
}

const copyOf = ({ hits, predicted, figures }: Sums): Sums => ({
  hits: hits.slice(),
  predicted: predicted.slice(),
  figures: figures.slice(),
});

/** The labels on which two models' answers to an example differ. */
interface Changes {
  /** Examples with different sets. */
  readonly rows: readonly number[];
  /** [rows + 1], places in the lists below. */
  readonly offsets: readonly number[];
  readonly labels: readonly number[];
  /** 1 where `b` alone gives the label, -1 where `a` alone does. */
  readonly given: readonly number[];
  /** The same where it is right, else 0. */
  readonly hit: readonly number[];
}

function changesOf(a: LabelSetRows, b: LabelSetRows): Changes {
  const [sharedA, sharedB] = [sharedLabels(a), sharedLabels(b)];
  const rows: number[] = [];
  const offsets = [0];
  const labels: number[] = [];
  const given: number[] = [];
  const hit: number[] = [];
  for (let row = 0; row < a.length; row++) {
    const [own, other] = [labelSetAt(a.predictions, row), labelSetAt(b.predictions, row)];
    const list = (from: Int32Array, without: Int32Array, right: Int32Array, by: 1 | -1) => {
      for (const label of from) {
        if (without.includes(label)) continue;
        labels.push(label);
        given.push(by);
        hit.push(right.includes(label) ? by : 0);
      }
    };
    list(own, other, labelSetAt(sharedA, row), -1);
    list(other, own, labelSetAt(sharedB, row), 1);
    if (labels.length === offsets.at(-1)) continue;
    rows.push(row);
    offsets.push(labels.length);
  }
  return { rows, offsets, labels, given, hit };
}
