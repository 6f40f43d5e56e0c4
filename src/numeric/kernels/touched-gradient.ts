/** @file Gradients of tables that touch few rows. */
import type { KernelMemory } from "./kernel-memory.ts";

/**
 * The gradient of a table, zero except in touched rows. Kernels that scatter into it add up; `zeroTouched` empties it.
 * A row is `width` elements; with max pooling, which touches single elements, `width` is 1 and "rows" are elements.
 */
export interface TouchedGradient {
  /** [rows · width], as large as the table. */
  readonly values: Float32Array;
  /** [rows], 1 where touched. */
  readonly marks: Uint8Array;
  /** [rows]; the first `touched` ones name the touched rows, in the order of their first touch. */
  readonly list: Int32Array;
  readonly width: number;
  touched: number;
}

/** An empty gradient for a table of `rows` × `width`. */
export function createTouchedGradient(memory: KernelMemory, rows: number, width: number): TouchedGradient {
  return {
    values: memory.float32(rows * width),
    marks: memory.uint8(rows),
    list: memory.int32(rows),
    width,
    touched: 0,
  };
}
