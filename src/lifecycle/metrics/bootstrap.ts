/**
 * @file Bootstrap intervals: the percentile method over seeded resamples (Efron & Tibshirani 1993, chapter 13). Every
 * resample has a random stream of its own, so the same seed draws the same rows whatever is measured on them.
 */
import { setImmediate } from "node:timers/promises";
import { CancelledError, createRandom } from "../../foundation/index.ts";

/** How an interval is made. */
export interface BootstrapOptions {
  readonly seed: number | string;
  readonly resamples: number;
  /** The interval's level, for example 0.95. */
  readonly confidence: number;
  /** Told after every slice of work. */
  readonly onResample?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where a figure lies; both null where it is defined in fewer than half of the resamples. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** Rows visited between two turns of the event loop: some ten milliseconds of work. */
const rowsBetweenTurns = 2_000_000;

/**
 * Draws `rows` rows with replacement, again and again, and gives the interval of each of `statistic`'s figures. It must
 * always return the same number of figures; NaN says that one is not defined. Works in slices of some milliseconds, so
 * that its thread stays responsive; `cost` says how many visits of a row one resample takes.
 * @throws CancelledError
 */
export async function bootstrapIntervals(
  rows: number,
  statistic: (counts: Uint32Array) => readonly number[],
  options: BootstrapOptions & { readonly cost?: number },
): Promise<Interval[]> {
  const { seed, resamples, confidence, onResample, signal, cost = 1 } = options;
  const random = createRandom(seed);
  const counts = new Uint32Array(rows);
  const turnEvery = Math.max(1, Math.floor(rowsBetweenTurns / Math.max(1, rows * (1 + cost))));
  const drawn: number[][] = [];
  for (let resample = 0; resample < resamples; resample++) {
    drawRows(random.split(`resample ${resample}`), counts);
    statistic(counts).forEach((figure, index) => {
      drawn[index] ??= [];
      if (!Number.isNaN(figure)) drawn[index].push(figure);
    });
    if ((resample + 1) % turnEvery !== 0) continue;
    onResample?.(resample + 1);
    await setImmediate();
    if (signal?.aborted) throw new CancelledError("The evaluation");
  }
  return drawn.map((figures) => percentileInterval(figures, confidence, resamples));
}

function drawRows(random: { uint32(): number }, counts: Uint32Array): void {
  counts.fill(0);
  const { length } = counts;
  const scale = length / 4294967296; // a bias of at most rows / 2³², far below the resampling noise
  for (let draw = 0; draw < length; draw++) counts[(random.uint32() * scale) >>> 0]!++;
}

function percentileInterval(figures: number[], confidence: number, resamples: number): Interval {
  if (figures.length * 2 < resamples || figures.length === 0) return { low: null, high: null };
  const sorted = Float64Array.from(figures).sort();
  return { low: quantile(sorted, (1 - confidence) / 2), high: quantile(sorted, (1 + confidence) / 2) };
}

/** The quantile of sorted values, interpolated linearly between neighbours as NumPy does. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(sorted.length - 1, below + 1)]!;
  return low + (place - below) * (high - low);
}
