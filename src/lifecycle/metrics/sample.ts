/** @file What metrics are computed from: the statistics of all examples, or of a resample, each made when first asked for. */
import {
  binOfEach,
  type CalibrationBin,
  calibrationBinCount,
  calibrationBins,
  predictedForecasts,
} from "./calibration.ts";
import { type ConfusionMatrix, confusionCells, confusionFromCounts } from "./confusion-matrix.ts";
import { once } from "./once.ts";
import { brierScores, logLosses } from "./probability-losses.ts";
import { type Rankings, rankings, scoreOrder } from "./ranking.ts";
import type { ScoredRows } from "./scored-rows.ts";

/** The statistics of a sample. */
export interface Sample {
  readonly classes: number;
  readonly positive: number;
  readonly confusion: ConfusionMatrix;
  /** With two labels only the positive one's row and average precision are filled. */
  readonly rankings: Rankings;
  /** Of the predicted label's probability. */
  readonly calibration: readonly CalibrationBin[];
  readonly meanLogLoss: number;
  readonly meanBrierScore: number;
}

/** Prepares examples once, so that many samples of them are cheap: a function of how often each example counts. */
export function prepareSamples(rows: ScoredRows): (counts: Uint32Array) => Sample {
  const { classes, positive, length } = rows;
  const cells = confusionCells(rows);
  const losses = once(() => logLosses(rows));
  const briers = once(() => brierScores(rows));
  const labels = classes === 2 ? [positive] : Array.from({ length: classes }, (_, label) => label);
  const orders = once(() => labels.map((label) => scoreOrder(rows, label)));
  const forecasts = once(() => predictedForecasts(rows));
  const binOf = once(() => binOfEach(forecasts().probabilities, calibrationBinCount));

  return (counts) => {
    const confusion = once(() => {
      const table = new Float64Array(classes * classes);
      for (let row = 0; row < length; row++) table[cells[row]!]! += counts[row]!;
      return confusionFromCounts(table, classes);
    });
    const ranks = once(() => rankings(confusion().truths, labels, orders(), counts));
    return {
      classes,
      positive,
      get confusion() {
        return confusion();
      },
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
