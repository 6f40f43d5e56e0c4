/** @file What the metrics of several labels are computed from: statistics of all examples, or of a resample. */
import { labelSetAt } from "../labels/index.ts";
import { binOfEach, binsOfSums, type CalibrationBin, calibrationBinCount } from "./calibration.ts";
import { pooledForecasts } from "./label-set-forecasts.ts";
import { type LabelRanking, labelOrders, labelRanking, rankingPrecisions } from "./label-set-ranking.ts";
import { type LabelSetRows, sharedLabels } from "./label-set-rows.ts";
import { once } from "./once.ts";
import { clippedLogLoss } from "./probability-losses.ts";

/** Counts by label. */
export interface LabelCounts {
  /** Examples that have the label and were given it. */
  readonly hits: Float64Array;
  /** Examples that were given it. */
  readonly predicted: Float64Array;
  /** Examples that have it. */
  readonly support: Float64Array;
}

/** Figures of single examples; means over a sample. */
export interface ExampleFigures {
  /** 1 where exactly the true labels were given. */
  readonly exact: number;
  /** Share of the labels on which the answer is wrong. */
  readonly hamming: number;
  readonly jaccard: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly rankingPrecision: number;
  /** Means over the labels, each of which is a forecast of its own. */
  readonly logLoss: number;
  readonly brier: number;
}

/** The statistics of a sample. */
export interface LabelSetSample {
  readonly classes: number;
  readonly total: number;
  readonly counts: LabelCounts;
  readonly rankings: readonly LabelRanking[];
  /** Of every label's probability, all labels together. */
  readonly calibration: readonly CalibrationBin[];
  /** The mean of one figure over the examples; NaN without examples. */
  mean(figure: keyof ExampleFigures): number;
}

/** Prepares examples once, so that many samples of them are cheap: a function of how often each example counts. */
export function prepareLabelSetSamples(rows: LabelSetRows): (counts: Uint32Array) => LabelSetSample {
  const { classes, truths, predictions } = rows;
  const shared = sharedLabels(rows);
  const figures = exampleFigures(rows);
  const orders = once(() => labelOrders(rows));
  const binned = once(() => binSumsOfEach(rows));

  const countsOf = (sets: typeof truths, counts: Uint32Array) => {
    const sums = new Float64Array(classes);
    for (let row = 0; row < counts.length; row++) {
      const count = counts[row]!;
      if (count === 0) continue;
      for (let at = sets.offsets[row]!; at < sets.offsets[row + 1]!; at++) sums[sets.ids[at]!]! += count;
    }
    return sums;
  };

  return (counts) => {
    const labelCounts = once(() => ({
      hits: countsOf(shared, counts),
      predicted: countsOf(predictions, counts),
      support: countsOf(truths, counts),
    }));
    const rankings = once(() => orders().map((order) => labelRanking(order, counts)));
    const total = once(() => counts.reduce((sum, count) => sum + count, 0));
    return {
      classes,
      get total() {
        return total();
      },
      get counts() {
        return labelCounts();
      },
      get rankings() {
        return rankings();
      },
      get calibration() {
        return binsOfSums(weightedSum(binned(), counts));
      },
      mean(figure) {
        const values = figures[figure]();
        let sum = 0;
        for (let row = 0; row < values.length; row++) sum += values[row]! * counts[row]!;
        return sum / total();
      },
    };
  };
}

/** All examples, each once. */
export function wholeLabelSetSample(rows: LabelSetRows): LabelSetSample {
  return prepareLabelSetSamples(rows)(new Uint32Array(rows.length).fill(1));
}

/** Each figure of every example, made when first asked for. What divides by nothing is 0, as in scikit-learn. */
export function exampleFigures(rows: LabelSetRows): { readonly [Figure in keyof ExampleFigures]: () => Float64Array } {
  const { length, classes, truths, predictions } = rows;
  const shared = sharedLabels(rows);
  const each = (figure: (hits: number, given: number, own: number) => number) =>
    once(() =>
      Float64Array.from({ length }, (_, row) =>
        figure(labelSetAt(shared, row).length, labelSetAt(predictions, row).length, labelSetAt(truths, row).length),
      ),
    );
  const divide = (numerator: number, denominator: number) => (denominator === 0 ? 0 : numerator / denominator);
  return {
    exact: each((hits, given, own) => (hits === given && hits === own ? 1 : 0)),
    hamming: each((hits, given, own) => (given + own - 2 * hits) / classes),
    jaccard: each((hits, given, own) => divide(hits, given + own - hits)),
    precision: each((hits, given) => divide(hits, given)),
    recall: each((hits, _given, own) => divide(hits, own)),
    f1: each((hits, given, own) => divide(2 * hits, given + own)),
    rankingPrecision: once(() => rankingPrecisions(rows)),
    logLoss: once(() => meanOverLabels(rows, clippedLogLoss(rows.probabilities))),
    brier: once(() => meanOverLabels(rows, (probability, own) => (probability - own) ** 2)),
  };
}

/** [rows], the mean over labels of what `loss` says of a probability and of whether the row has the label (1 or 0). */
function meanOverLabels(rows: LabelSetRows, loss: (probability: number, own: number) => number): Float64Array {
  const { length, classes } = rows;
  const { probabilities, outcomes } = pooledForecasts(rows);
  return Float64Array.from({ length }, (_, row) => {
    let sum = 0;
    for (let at = row * classes; at < (row + 1) * classes; at++) sum += loss(probabilities[at]!, outcomes[at]!);
    return sum / classes;
  });
}

const binWidth = calibrationBinCount * 3;

/** Row-major [rows, bins, 3]: each row's number of labels by bin, with the sums of their probabilities and outcomes. */
function binSumsOfEach(rows: LabelSetRows): Float64Array {
  const { length, classes } = rows;
  const { probabilities, outcomes } = pooledForecasts(rows);
  const binOf = binOfEach(probabilities, calibrationBinCount);
  const sums = new Float64Array(length * binWidth);
  for (let at = 0; at < probabilities.length; at++) {
    const base = Math.floor(at / classes) * binWidth + binOf[at]! * 3;
    sums[base]! += 1;
    sums[base + 1]! += probabilities[at]!;
    sums[base + 2]! += outcomes[at]!;
  }
  return sums;
}

function weightedSum(each: Float64Array, counts: Uint32Array): Float64Array {
  const sums = new Float64Array(binWidth);
  for (let row = 0; row < counts.length; row++) {
    const count = counts[row]!;
    if (count === 0) continue;
    for (let place = 0; place < binWidth; place++) sums[place]! += count * each[row * binWidth + place]!;
  }
  return sums;
}
