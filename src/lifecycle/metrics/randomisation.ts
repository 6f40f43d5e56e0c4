/**
 * @file Approximate randomisation (Noreen 1989; Yeh 2000, "More accurate tests for the statistical significance of
 * result differences"): were two models equally good, swapping their answers to some examples would often give a
 * difference as large as the one seen.
 */
import { metrics } from "./catalog.ts";
import { MetricNotSwappableError } from "./errors.ts";
import { type LabelTally, labelTally } from "./label-tally.ts";
import { logLosses } from "./probability-losses.ts";
import { averagedOnce, type Sample } from "./sample.ts";
import type { ScoredRows } from "./scored-rows.ts";
import { type RandomisationOptions, type Swaps, slack, swapPValues } from "./swaps.ts";

/**
 * The two-sided p-value of each named metric's difference between two models' answers to the same examples: (1 + swaps
 * with a difference at least as large) / (1 + swaps). Metrics are those of labels, and "log-loss".
 * @throws MetricNotSwappableError, CancelledError
 */
export async function randomisationPValues(
  a: ScoredRows,
  b: ScoredRows,
  names: readonly string[],
  options: RandomisationOptions,
): Promise<number[]> {
  for (const name of names)
    if (name !== "log-loss" && metrics.get(name).needs !== "labels") throw new MetricNotSwappableError(name);
  const labelNames = names.filter((name) => name !== "log-loss");
  return swapPValues(
    [
      ...(labelNames.length > 0 ? [labelSwaps(a, b, names)] : []),
      ...(names.includes("log-loss") ? [lossSwaps(a, b, names.indexOf("log-loss"))] : []),
    ],
    names.length,
    options,
  );
}

/** Only examples that got two different labels matter. */
function labelSwaps(a: ScoredRows, b: ScoredRows, all: readonly string[]): Swaps {
  const names = all.filter((name) => name !== "log-loss");
  const { classes, positive } = a;
  const differing = Uint32Array.from(
    [...a.predictedIds.keys()].filter((row) => a.predictedIds[row] !== b.predictedIds[row]),
  );
  const measured = names.map((name) => metrics.get(name));
  const once = new Uint32Array(a.length).fill(1);
  const [tallyA, tallyB] = [labelTally(a, once), labelTally(b, once)];
  const shared = labelTally(a, once);
  for (const row of differing) addAnswer(shared, a, row, -1);
  const figures = (tally: LabelTally) => {
    const sample = { classes, positive, tally, averaged: averagedOnce(() => tally) } as Sample;
    return measured.map((metric) => metric.fromSample(sample));
  };
  const [seenA, seenB] = [figures(tallyA), figures(tallyB)];
  const seen = names.map((_, index) => Math.abs(seenA[index]! - seenB[index]!));
  const [first, second] = [tallyA, tallyB];
  return {
    metrics: names.map((name) => all.indexOf(name)),
    rows: differing.length,
    swap(random) {
      for (const tally of [first, second]) {
        tally.hits.set(shared.hits);
        tally.predictions.set(shared.predictions);
      }
      let bits = 0;
      for (let index = 0; index < differing.length; index++) {
        if (index % 32 === 0) bits = random.uint32();
        const row = differing[index]!;
        const swapped = (bits >>> (index % 32)) & 1;
        addAnswer(first, swapped === 0 ? a : b, row, 1);
        addAnswer(second, swapped === 0 ? b : a, row, 1);
      }
      const [figuresA, figuresB] = [figures(first), figures(second)];
      return seen.map((difference, index) => Math.abs(figuresA[index]! - figuresB[index]!) >= difference - slack);
    },
  };
}

/** Counts one answer in or out; what is true stays counted. */
function addAnswer({ hits, predictions }: LabelTally, { labelIds, predictedIds }: ScoredRows, row: number, by: 1 | -1) {
  const prediction = predictedIds[row]!;
  predictions[prediction]! += by;
  if (labelIds[row] === prediction) hits[prediction]! += by;
}

function lossSwaps(a: ScoredRows, b: ScoredRows, place: number): Swaps {
  const [lossesA, lossesB] = [logLosses(a), logLosses(b)];
  const differences = lossesA.map((loss, row) => loss - lossesB[row]!);
  const seen = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  return {
    metrics: [place],
    rows: differences.length,
    swap(random) {
      let sum = 0;
      let bits = 0;
      for (let row = 0; row < differences.length; row++) {
        if (row % 32 === 0) bits = random.uint32();
        sum += (bits >>> (row % 32)) & 1 ? differences[row]! : -differences[row]!;
      }
      return [Math.abs(sum) >= seen * (1 - slack)];
    },
  };
}
