/**
 * @file Approximate randomisation (Noreen 1989; Yeh 2000, "More accurate tests for the statistical significance of
 * result differences"): were two models equally good, swapping their answers to some examples would often give a
 * difference as large as the one seen.
 */
import { setImmediate } from "node:timers/promises";
import { CancelledError, createRandom } from "../../foundation/index.ts";
import { metrics } from "./catalog.ts";
import { MetricNotSwappableError } from "./errors.ts";
import { type LabelTally, labelTally } from "./label-tally.ts";
import { logLosses } from "./probability-losses.ts";
import { averagedOnce, type Sample } from "./sample.ts";
import type { ScoredRows } from "./scored-rows.ts";

/** How the test is made. */
export interface RandomisationOptions {
  readonly seed: number | string;
  /** Random swaps that are tried. */
  readonly shuffles: number;
  readonly signal?: AbortSignal | undefined;
}

/** Answers swapped between two turns of the event loop: some ten milliseconds of work. */
const swapsBetweenTurns = 2_000_000;

/**
 * The two-sided p-value of each named metric's difference between two models' answers to the same examples: (1 + swaps
 * with a difference at least as large) / (1 + swaps). Metrics are those of labels, and "log-loss".
 * @throws MetricNotSwappableError, CancelledError
 */
export async function randomisationPValues(
  a: ScoredRows,
  b: ScoredRows,
  names: readonly string[],
  { seed, shuffles, signal }: RandomisationOptions,
): Promise<number[]> {
  for (const name of names)
    if (name !== "log-loss" && metrics.get(name).needs !== "labels") throw new MetricNotSwappableError(name);
  const labelNames = names.filter((name) => name !== "log-loss");
  const labelTest = labelNames.length > 0 ? labelSwaps(a, b, labelNames) : undefined;
  const lossTest = names.includes("log-loss") ? lossSwaps(a, b) : undefined;
  const random = createRandom(seed).split("randomisation");
  const reached = new Float64Array(names.length);
  const cost = (labelTest?.rows ?? 0) + (lossTest?.rows ?? 0) + 1;
  const turnEvery = Math.max(1, Math.floor(swapsBetweenTurns / cost));
  const places = labelNames.map((name) => names.indexOf(name));
  for (let shuffle = 1; shuffle <= shuffles; shuffle++) {
    labelTest?.swap(random).forEach((far, index) => {
      if (far) reached[places[index]!]!++;
    });
    if (lossTest?.swap(random)) reached[names.indexOf("log-loss")]!++;
    if (shuffle % turnEvery !== 0) continue;
    await setImmediate();
    if (signal?.aborted) throw new CancelledError("The comparison");
  }
  return Array.from(reached, (count) => (1 + count) / (1 + shuffles));
}

interface Swaps<Answer> {
  /** Examples that a swap changes something about. */
  readonly rows: number;
  /** Whether the difference after a random swap is at least as large as the one seen. */
  swap(random: { uint32(): number }): Answer;
}

/** Sums of the same numbers in another order may differ in the last digits. */
const slack = 1e-12;

/** Only examples that got two different labels matter. */
function labelSwaps(a: ScoredRows, b: ScoredRows, names: readonly string[]): Swaps<boolean[]> {
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

function lossSwaps(a: ScoredRows, b: ScoredRows): Swaps<boolean> {
  const [lossesA, lossesB] = [logLosses(a), logLosses(b)];
  const differences = lossesA.map((loss, row) => loss - lossesB[row]!);
  const seen = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  return {
    rows: differences.length,
    swap(random) {
      let sum = 0;
      let bits = 0;
      for (let row = 0; row < differences.length; row++) {
        if (row % 32 === 0) bits = random.uint32();
        sum += (bits >>> (row % 32)) & 1 ? differences[row]! : -differences[row]!;
      }
      return Math.abs(sum) >= seen * (1 - slack);
    },
  };
}
