/** @file Which numbers a training step leaves out. */
import type { Random } from "../../foundation/index.ts";

/** For each number 0 with probability `rate`, else 1 / (1 - rate), so that the expected sum stays the same. */
export function dropoutMask(random: Random, length: number, rate: number): Float32Array {
  const kept = 1 / (1 - rate);
  return Float32Array.from({ length }, () => (random.float() < rate ? 0 : kept));
}
