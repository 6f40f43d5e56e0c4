/** @file Sizes as people write them. */
import { z } from "zod";

const units = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 } as const;

/** A size such as "2MB" or "500 kB": a number with its decimal unit. */
export const sizeField = z
  .string()
  .regex(/^\d+(\.\d+)?\s*[kmg]?b$/i, 'a size is a number with B, KB, MB or GB, for example "2MB"');

/** The bytes of a size, rounded down. */
export function bytesOfSize(size: z.output<typeof sizeField>): number {
  const unit = size.replace(/^[\d.\s]+/, "").toLowerCase() as keyof typeof units;
  return Math.floor(Number.parseFloat(size) * units[unit]);
}
