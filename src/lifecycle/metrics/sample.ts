/** @file What metrics are computed from: the statistics of all examples, or of a resample, each made when first asked for. */
import {
  binOfEach,
  type CalibrationBin,
  calibrationBinCount,
  calibrationBins,
  predictedForecasts,
} from "./calibration.ts";
import { type LabelTally, labelTally } from "./label-tally.ts";
import { once } from "./once.ts";
import { type Average, averagedFigures, type PrecisionRecallF1 } from "./precision-recall-f1.ts";
import { brierScores, logLosses } from "./probability-losses.ts";
import { type Rankings, rankings, scoreOrder } from "./ranking.ts";
import type { ScoredRows } from "./scored-rows.ts";

/** The statistics of a sample. */
export interface Sample {
  readonly classes: number;
  readonly positive: number;
  readonly tally: LabelTally;
  /** Precision, recall and F1 over the labels that occur; NaN without examples. */
  averaged(average: Average): PrecisionRecallF1;
  /** With two labels only the positive one's row and average precision are filled. */
  readonly rankings: Rankings;
  /** Of the predicted label's probability. */
  readonly calibration: readonly CalibrationBin[];
  readonly meanLogLoss: number;
  readonly meanBrierScore: number;
}

/** Prepares examples once, so that many samples of them are cheap: a function of how often each example counts. */
export function prepareSamples(rows: ScoredRows): (counts: Uint32Array) => Sample {
  const { classes, positive } = rows;
  const losses = once(() => logLosses(rows));
  const briers = once(() => brierScores(rows));
  const labels = classes === 2 ? [positive] : Array.from({ length: classes }, (_, label) => label);
  const orders = once(() => labels.map((label) => scoreOrder(rows, label)));
  const forecasts = once(() => predictedForecasts(rows));
  const binOf = once(() => binOfEach(forecasts().probabilities, calibrationBinCount));

  return (counts) => {
    const tally = once(() => labelTally(rows, counts));
    const ranks = once(() => rankings(tally().truths, labels, orders(), counts));
    return {
      classes,
      positive,
      get tally() {
        return tally();
      },
      averaged: averagedOnce(tally),
      get rankings() {
        return ranks();
      },
      get calibration() {
        return calibrationBins(forecasts(), { counts, binOf: binOf() });
      },
      get meanLogLoss() {
        return weightedMean(losses(), counts);
      },
      get meanBrierScore() {
        return weightedMean(briers(), counts);
      },
    };
  };
}

/** Averages of a tally, each made when first asked for. */
export function averagedOnce(tally: () => LabelTally): Sample["averaged"] {
  const made = new Map<Average, PrecisionRecallF1>();
  return (average) => {
    const known = made.get(average) ?? averagedFigures(tally(), average);
    made.set(average, known);
    return known;
  };
}

/** All examples, each once. */
export function wholeSample(rows: ScoredRows): Sample {
  return prepareSamples(rows)(new Uint32Array(rows.length).fill(1));
}

function weightedMean(values: Float64Array, counts: Uint32Array): number {
  let sum = 0;
  let weight = 0;
  for (let row = 0; row < values.length; row++) {
    sum += values[row]! * counts[row]!;
    weight += counts[row]!;
  }
  return sum / weight;
}
