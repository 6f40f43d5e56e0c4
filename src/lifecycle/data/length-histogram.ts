/** @file Lengths in bounded memory: exact up to 65,535, beyond that within 0.1 %. */

/** What a person wants to know of many lengths. Median and 95th percentile are the nearest rank's value. */
export interface LengthSummary {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

/** Collects lengths. */
export interface LengthHistogram {
  add(length: number): void;
  summary(): LengthSummary;
}

const EXACT = 1 << 16;
const STEP = 1.002;

/** Starts an empty histogram. */
export function createLengthHistogram(): LengthHistogram {
  const exact = new Float64Array(EXACT);
  const coarse = new Map<number, number>(); // bin → count
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;

  function quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(count * share));
    let seen = 0;
    for (let length = 0; length < EXACT; length++) {
      seen += exact[length]!;
      if (seen >= rank) return length;
    }
    for (const [bin, here] of [...coarse].sort(([left], [right]) => left - right)) {
      seen += here;
      if (seen >= rank) return Math.min(max, Math.round(EXACT * STEP ** (bin + 0.5)));
    }
    return max;
  }

  return {
    add(length) {
      count++;
      sum += length;
      if (length < min) min = length;
      if (length > max) max = length;
      if (length < EXACT) exact[length]!++;
      else {
        const bin = Math.floor(Math.log(length / EXACT) / Math.log(STEP));
        coarse.set(bin, (coarse.get(bin) ?? 0) + 1);
      }
    },
    summary: () =>
      count === 0
        ? { min: 0, median: 0, mean: 0, p95: 0, max: 0 }
        : { min, median: quantile(0.5), mean: sum / count, p95: quantile(0.95), max },
  };
}
