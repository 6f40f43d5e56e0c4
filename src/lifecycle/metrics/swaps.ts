/** @file The loop of approximate randomisation: random swaps of answers, and how often the difference stays as large. */
import { setImmediate } from "node:timers/promises";
import { CancelledError, createRandom } from "../../foundation/index.ts";

/** How the test is made. */
export interface RandomisationOptions {
  readonly seed: number | string;
  /** Random swaps that are tried. */
  readonly shuffles: number;
  readonly signal?: AbortSignal | undefined;
}

/** Some metrics' differences, tested by the same swaps. */
export interface Swaps {
  /** Which of the tested metrics: places in the list of their p-values. */
  readonly metrics: readonly number[];
  /** Examples that a swap changes something about. */
  readonly rows: number;
  /** Whether each metric's difference after a random swap is at least as large as the one seen. */
  swap(random: { uint32(): number }): readonly boolean[];
}

/** Sums of the same numbers in another order may differ in the last digits. */
export const slack = 1e-12;

/** Answers swapped between two turns of the event loop: some ten milliseconds of work. */
const swapsBetweenTurns = 2_000_000;

/** (1 + swaps with a difference at least as large) / (1 + swaps), for each of `metrics` metrics. @throws CancelledError */
export async function swapPValues(
  tests: readonly Swaps[],
  metrics: number,
  { seed, shuffles, signal }: RandomisationOptions,
): Promise<number[]> {
  const random = createRandom(seed).split("randomisation");
  const reached = new Float64Array(metrics);
  const turnEvery = Math.max(1, Math.floor(swapsBetweenTurns / tests.reduce((sum, { rows }) => sum + rows, 1)));
  for (let shuffle = 1; shuffle <= shuffles; shuffle++) {
    for (const { metrics: places, swap } of tests)
      swap(random).forEach((far, index) => {
        if (far) reached[places[index]!]!++;
      });
    if (shuffle % turnEvery !== 0) continue;
    await setImmediate();
    if (signal?.aborted) throw new CancelledError("The comparison");
  }
  return Array.from(reached, (count) => (1 + count) / (1 + shuffles));
}
