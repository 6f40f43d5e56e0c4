/** @file What the threads of one embedding share: a command, texts to work on, pooled columns, state on its way out. */

import { Signal } from "./thread-signals.ts";

/** Buffers that the leading thread and its helpers share. */
export interface SliceExchange {
  /** See `Signal` and `Word`. */
  readonly words: Int32Array<SharedArrayBuffer>;
  /** Learning rate, gradient scale, then a sum of squares from each slice. */
  readonly numbers: Float64Array<SharedArrayBuffer>;
  /** [capacity] */
  readonly rows: Uint32Array<SharedArrayBuffer>;
  /** [capacity, width] */
  readonly pooled: Float32Array<SharedArrayBuffer>;
  /** [capacity, width] */
  readonly pooledGradient: Float32Array<SharedArrayBuffer>;
  /** One array on its way in or out, [features, width]. */
  readonly array: Float32Array<SharedArrayBuffer>;
}

/** Which word of `words` is what, beside `Signal`. */
export const Word = {
  /** Texts of the current batch. */
  rowCount: Signal.own,
  /** The optimiser's step. */
  step: Signal.own + 1,
  /** Which of a slice's arrays is meant. */
  array: Signal.own + 2,
  /** Not 0 where `step` has to scatter first. */
  scatterFirst: Signal.own + 3,
  /** Texts of the next batch, which `step` pools at its end. */
  upcomingCount: Signal.own + 4,
} as const;

/** What a slice can be told to do, beside `END`. */
export const Command = {
  poolTraining: 1,
  poolValidation: 2,
  /** The gradient by the pooled columns to that by the table. */
  scatter: 3,
  /** Scatter where told, move the weights, pool the next batch where there is one: all that needs no one else. */
  step: 4,
  /** One of the slice's arrays into the exchange. */
  give: 5,
  /** One of the slice's arrays out of the exchange. */
  take: 6,
  /** Go on with the arrays that were taken. */
  restore: 7,
} as const;

/** The columns [start, end) of each slice. Starts are multiples of 4, as vectors are. */
export function sliceColumns(
  width: number,
  slices: number,
): readonly { readonly start: number; readonly end: number }[] {
  const units = Math.ceil(width / 4);
  return Array.from({ length: slices }, (_, slice) => ({
    start: Math.floor((slice * units) / slices) * 4,
    end: Math.min(width, Math.floor(((slice + 1) * units) / slices) * 4),
  }));
}

/** As many slices as there are threads, while each has eight columns or more. */
export function sliceCount(width: number, threads: number): number {
  return Math.max(1, Math.min(threads, Math.floor(width / 8)));
}

/** Shared buffers for an embedding of this size. */
export function createSliceExchange(size: {
  readonly features: number;
  readonly width: number;
  readonly capacity: number;
  readonly slices: number;
}): SliceExchange {
  const { features, width, capacity, slices } = size;
  const floats = (length: number) => new Float32Array(new SharedArrayBuffer(length * 4));
  return {
    words: new Int32Array(new SharedArrayBuffer(64)),
    numbers: new Float64Array(new SharedArrayBuffer((2 + slices) * 8)),
    rows: new Uint32Array(new SharedArrayBuffer(capacity * 4)),
    pooled: floats(capacity * width),
    pooledGradient: floats(capacity * width),
    array: floats(features * width),
  };
}
