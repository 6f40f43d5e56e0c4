/**
 * @file Threads that share the filters of a convolutional network. The leading thread allocates in one memory; all of
 * them compute there, each on the next slice of filters that no one has taken. How filters are cut into slices does not
 * depend on the number of threads, and neither do the bits.
 */
import type { SharedMemory } from "../../foundation/index.ts";
import {
  createKernels,
  createSharedMemory,
  type FilterBlock,
  type Kernels,
  otherKernelMemory,
} from "../../numeric/kernels/index.ts";
import type { TextConvolution } from "../model/index.ts";
import { announce, followCommands, Signal, waitForHelpers } from "./thread-signals.ts";

/** What can be done with every slice. */
export const Work = {
  /** The largest answers from the rows. */
  forward: 1,
  /** The gradients by weights and rows from that by the largest answers. */
  backward: 2,
} as const;

/** Filters of one size that are computed together. */
export interface FilterUnit extends FilterBlock {
  /** Which of the size's filters it begins with, and how many it has; the block's others are zeros. */
  readonly first: number;
  readonly real: number;
  /** Which of the layout's units it is. */
  readonly index: number;
}

/** How the filters are cut. */
export interface ConvolutionLayout {
  readonly width: number;
  /** Columns of all blocks. */
  readonly stride: number;
  readonly units: readonly FilterUnit[];
  readonly slices: readonly (readonly FilterUnit[])[];
}

/** Enough for several threads to end at about the same time; more would make the blocks small. */
const SLICES = 4;

/** Cuts the filters of each size into blocks of some eights. */
export function convolutionLayout({ width, filterSizes, filters }: TextConvolution): ConvolutionLayout {
  const eights = Math.ceil(filters / 8);
  const count = Math.min(SLICES, eights);
  const stride = filterSizes.length * eights * 8;
  const units = Array.from({ length: count }, (_, slice) => {
    const first = Math.floor((slice * eights) / count) * 8;
    const end = Math.floor(((slice + 1) * eights) / count) * 8;
    return filterSizes.map((size, place): FilterUnit => {
      const column = place * eights * 8 + first;
      const real = Math.min(end, filters) - first;
      return { size, filters: end - first, column, stride, first, real, index: slice * filterSizes.length + place };
    });
  });
  return { width, stride, units: units.flat(), slices: units };
}

/** What the threads share. */
export interface ConvolutionExchange {
  readonly memory: SharedMemory;
  /** See `Signal` and `Word`. */
  readonly words: Int32Array<SharedArrayBuffer>;
  /** Where arrays are in the memory: first those of `Address`, then those of each slice and unit. */
  readonly addresses: Float64Array<SharedArrayBuffer>;
}

/** Which word of `words` is what, beside `Signal`. */
export const Word = {
  /** The next slice that no one has taken. */
  nextSlice: Signal.own,
  /** Texts, tokens and different tokens (rows) of the batch. */
  texts: Signal.own + 1,
  tokens: Signal.own + 2,
  rows: Signal.own + 3,
} as const;

/** Which of the addresses is what. */
export const Address = {
  /** [rows, width] */
  rows: 0,
  /** [tokens], which row each one is. */
  tokens: 1,
  /** [texts + 1] */
  offsets: 2,
  /** [texts, stride] */
  largest: 3,
  winners: 4,
  gradient: 5,
} as const;

const SHARED_ADDRESSES = 6;

/** Where a slice's gradient by the rows [rows, width] is noted. */
export function rowGradientAddress(slice: number): number {
  return SHARED_ADDRESSES + slice;
}

/** Where a unit's arrays are noted: weights, packed weights and gradient [size · filters, width], product. */
export function unitAddresses({ slices }: ConvolutionLayout, { index }: FilterUnit) {
  const first = SHARED_ADDRESSES + slices.length + index * 4;
  return { weights: first, packed: first + 1, weightGradient: first + 2, product: first + 3 };
}

/** Shared buffers for such a network. */
export function createConvolutionExchange(layout: ConvolutionLayout): ConvolutionExchange {
  const addresses = SHARED_ADDRESSES + layout.slices.length + layout.units.length * 4;
  return {
    memory: createSharedMemory(),
    words: new Int32Array(new SharedArrayBuffer((Signal.own + 4) * 4)),
    addresses: new Float64Array(new SharedArrayBuffer(addresses * 8)),
  };
}

/** Has all threads do some work on every slice, this one too, and waits. `check` may throw. */
export function workTogether(
  work: number,
  exchange: ConvolutionExchange,
  layout: ConvolutionLayout,
  team: { readonly kernels: Kernels; readonly helpers: number; readonly check: () => void },
): void {
  const { words } = exchange;
  Atomics.store(words, Word.nextSlice, 0);
  if (team.helpers > 0) announce(words, work);
  workOnSlices(work, exchange, layout, team.kernels);
  waitForHelpers(words, team.helpers, team.check);
}

/** A helping thread: it works until it is told to end. `check` may throw. */
export function helpConvolve(exchange: ConvolutionExchange, layout: ConvolutionLayout, check: () => void): void {
  const kernels = createKernels(otherKernelMemory(exchange.memory));
  followCommands(exchange.words, (work) => workOnSlices(work, exchange, layout, kernels), check);
}

function workOnSlices(
  work: number,
  { words, addresses }: ConvolutionExchange,
  layout: ConvolutionLayout,
  kernels: Kernels,
): void {
  const { width, stride } = layout;
  const { memory } = kernels;
  const [texts, tokens, rowCount] = [words[Word.texts]!, words[Word.tokens]!, words[Word.rows]!];
  const floats = (address: number, length: number) => memory.float32At(addresses[address]!, length);
  const integers = (address: number, length: number) => memory.int32At(addresses[address]!, length);
  const batch = { ids: integers(Address.tokens, tokens), offsets: integers(Address.offsets, texts + 1) };
  const rows = floats(Address.rows, rowCount * width);
  const winners = integers(Address.winners, texts * stride);
  for (;;) {
    const slice = Atomics.add(words, Word.nextSlice, 1);
    if (slice >= layout.slices.length) return;
    const rowGradient = floats(rowGradientAddress(slice), rowCount * width);
    if (work === Work.backward) kernels.zero(rowGradient);
    for (const unit of layout.slices[slice]!) {
      const columns = unit.size * unit.filters;
      const at = unitAddresses(layout, unit);
      const weights = floats(at.weights, columns * width);
      if (work === Work.forward) {
        const packed = floats(at.packed, columns * width);
        const product = floats(at.product, rowCount * columns);
        kernels.packColumns(weights, width, packed);
        kernels.multiplyPacked(rows, packed, width, product);
        kernels.convolveMax(product, unit, batch, floats(Address.largest, texts * stride), winners);
      } else {
        const gradient = floats(Address.gradient, texts * stride);
        const weightGradient = floats(at.weightGradient, columns * width);
        const slopes = { gradient, winners };
        kernels.convolveMaxBackward({ rows, weights, width }, unit, batch, slopes, { weightGradient, rowGradient });
      }
    }
  }
}
