/** @file Durations as people write them: 90s, 5m, 1h. */

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of what `durationField` lets through. */
export function parseDuration(text: string): number {
  return Number.parseFloat(text) * unitsMs[text.at(-1)!]!;
}
