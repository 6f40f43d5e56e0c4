/** @file The kernels as functions over typed arrays of their memory. */
import { readFileSync } from "node:fs";
import { type SharedMemory, webAssembly } from "../../foundation/index.ts";
import { ForeignArrayError, KernelLengthError } from "./errors.ts";
import { createKernelMemory, type KernelMemory } from "./kernel-memory.ts";
import type { TouchedGradient } from "./touched-gradient.ts";

/** Texts of a batch as token ids: text `r` is `ids[offsets[r] … offsets[r + 1]]`. */
export interface TokenBatch {
  /** [tokens], each in [0, rows of the table); that is not checked. */
  readonly ids: Int32Array;
  /** [texts + 1] */
  readonly offsets: Int32Array;
  /** Which texts are the batch, in this order; absent for all of them. */
  readonly order?: Int32Array | undefined;
}

/**
 * Neighbouring columns of a sparse matrix, in the kernels' memory: its entries row by row. A run is the entries of one
 * row; run `i` is of row `runRows[i]` and ends before entry `runEnds[i]`, where the next one begins.
 */
export interface ColumnBlock {
  /** [entries], counted from the block's first column. */
  readonly columns: Uint16Array;
  /** [entries] */
  readonly values: Float32Array;
  readonly runRows: Int32Array;
  readonly runEnds: Int32Array;
}

/** Filters over neighbouring tokens, and their columns among those of all filters of a network. */
export interface FilterBlock {
  /** A multiple of 8. */
  readonly filters: number;
  /** Tokens of a window. */
  readonly size: number;
  /** Where the block's columns begin among the `stride` columns of a text. */
  readonly column: number;
  readonly stride: number;
}

/** Settings of one SGD step. */
export interface SgdStep {
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  /** The l2 penalty's factor, added to the gradient as `weightDecay · parameter`. */
  readonly weightDecay: number;
  /** The gradient is multiplied by this first: clipping and accumulation cost no pass of their own. */
  readonly gradientScale: number;
}

/** Settings of one Adam step. */
export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Counted from 1; decides the bias correction. */
  readonly step: number;
  readonly weightDecay: number;
  /** AdamW: the decay shrinks the parameter directly instead of being added to the gradient. */
  readonly decoupled: boolean;
  readonly gradientScale: number;
}

/** Moving means that Adam keeps of a parameter's gradient and of its square. */
export interface AdamMoments {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/**
 * Kernels in WebAssembly with SIMD, in single precision unless they say otherwise. Every array must be made by `memory`.
 * The same call gives the same bits on every machine, except for kernels that say otherwise.
 */
export interface Kernels {
  readonly memory: KernelMemory;

  zero(target: Float32Array): void;
  scale(target: Float32Array, factor: number): void;
  /** target += factor · source */
  addScaled(target: Float32Array, source: Float32Array, factor: number): void;
  /**
   * Writes 0 with probability `rate`, else 1 / (1 - rate): the same for the same `seed`, a whole number of 32 bits.
   * `target` is an array as `memory` made it, not a part of one.
   */
  dropoutMask(target: Float32Array, seed: number, rate: number): void;
  /** Limits each element to [-limit, limit]. */
  clamp(target: Float32Array, limit: number): void;
  /** Added up in double precision. */
  sumOfSquares(source: Float32Array): number;

  /**
   * Rows of `table` [rows, width] for each token, and their largest value by column: `pooled` [batch, width].
   * `winners` [batch, width] receives the id it came from, the first of equals. A text without tokens gives zeros and
   * winners of -1.
   */
  embeddingMaxPool(table: Float32Array, batch: TokenBatch, pooled: Float32Array, winners: Int32Array): void;
  /** The mean of the tokens' rows: `pooled` [batch, width]; zeros for a text without tokens. */
  embeddingMeanPool(table: Float32Array, batch: TokenBatch, pooled: Float32Array, width: number): void;

  /**
   * product [rows, columns] = rows · weights, in two steps: `packColumns` lays out `weights` [columns, width], as many
   * numbers in `packed`. Columns come in multiples of 8. Fused products and sums: the bits may differ between kinds of
   * processors, like those of ONNX Runtime.
   */
  packColumns(weights: Float32Array, width: number, packed: Float32Array): void;
  multiplyPacked(rows: Float32Array, packed: Float32Array, width: number, product: Float32Array): void;
  /**
   * Each filter's largest answer over the windows that start at a token of the text, and in `winners` which token of the
   * text that is; zeros stand beyond its end. `largest` and `winners` are [texts, stride]; only the block's columns are
   * written. The ids of `batch` name rows of `product` [rows, size · filters]: for each place of the window each filter's
   * part. A text without tokens gives 0 and -1.
   */
  convolveMax(
    product: Float32Array,
    block: FilterBlock,
    batch: TokenBatch,
    largest: Float32Array,
    winners: Int32Array,
  ): void;
  /**
   * The other way round, by the `gradient` [texts, stride] of the largest answers: adds to that of the filters' weights
   * [size · filters, width] and to that of the rows [rows, width].
   */
  convolveMaxBackward(
    operands: { readonly rows: Float32Array; readonly weights: Float32Array; readonly width: number },
    block: FilterBlock,
    batch: TokenBatch,
    slopes: { readonly gradient: Float32Array; readonly winners: Int32Array },
    results: { readonly weightGradient: Float32Array; readonly rowGradient: Float32Array },
  ): void;

  /** Row `ids[i]` of the gradient += row `i` of `source` [ids, width]. */
  scatterRows(gradient: TouchedGradient, source: Float32Array, ids: Int32Array): void;
  /** Max pooling backwards: `source` [batch, width] goes to the winning elements; `gradient.width` is 1. */
  scatterWinners(gradient: TouchedGradient, source: Float32Array, winners: Int32Array, width: number): void;
  /** Mean pooling backwards: `source` [batch, width] goes to each token's row, divided by the number of tokens. */
  scatterMeans(gradient: TouchedGradient, source: Float32Array, batch: TokenBatch): void;
  /** Empties the gradient; only what was touched is written. */
  zeroTouched(gradient: TouchedGradient): void;
  sumOfSquaresTouched(gradient: TouchedGradient): number;
  clampTouched(gradient: TouchedGradient, limit: number): void;

  /**
   * sums[column] += value · source[row] over a block's entries. `source` [rows, outputs] and `sums` [columns, outputs]
   * are in double precision.
   */
  blockTranspose(block: ColumnBlock, source: Float64Array, sums: Float64Array, outputs: number): void;
  /** target[row] += value · factors[column] over a block's entries: the other way round. */
  blockProduct(block: ColumnBlock, factors: Float64Array, target: Float64Array, outputs: number): void;
  /** The largest absolute value; NaN where one is NaN. */
  largestDouble(source: Float64Array): number;

  /** One step in place. `velocity` is `null` where momentum is 0. */
  sgd(parameter: Float32Array, gradient: Float32Array, velocity: Float32Array | null, step: SgdStep): void;
  /** One step of the touched rows; others keep value and velocity. */
  sgdTouched(parameter: Float32Array, gradient: TouchedGradient, velocity: Float32Array | null, step: SgdStep): void;
  /** One step in place. */
  adam(parameter: Float32Array, gradient: Float32Array, moments: AdamMoments, step: AdamStep): void;
  /** One step of the touched rows; others keep value and moments, as in PyTorch's SparseAdam. */
  adamTouched(parameter: Float32Array, gradient: TouchedGradient, moments: AdamMoments, step: AdamStep): void;

  /**
   * Brings rows of a deferred table to step `target`, by the steps that they have not made, with gradients of zero:
   * what Adam would have done to them at each. `ids` names the rows, repeats allowed; `null` means all.
   */
  adamCatchUp(table: DeferredTable, ids: Int32Array | null, target: number, rates: AdamRates): void;
  /** Makes step `target` of the rows that the gradient touches; they must have made the one before it. */
  adamDeferredStep(table: DeferredTable, gradient: TouchedGradient, target: number, step: DeferredStep): void;
}

/** A table whose rows make Adam's steps when they are needed. Weight decay is not offered: it moves every row. */
export interface DeferredTable {
  /** [rows, width] */
  readonly values: Float32Array;
  readonly width: number;
  /** As `values`: Adam's moving means. */
  readonly mean: Float32Array;
  /** As `values`: roots of Adam's moving squares, divided by a power of √beta2 that each step makes one larger. */
  readonly deviation: Float32Array;
  /** [rows], the steps that each row has made. */
  readonly moved: Int32Array;
  /** Of step `t`, at index `t - 1`: the learning rate with its bias correction. */
  readonly stepSizes: Float32Array;
  /** Of step `t`, at index `t - 1`: what makes a `deviation` the root of the variance with its bias correction. */
  readonly roots: Float32Array;
}

/** What Adam's steps have in common. */
export interface AdamRates {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** One step of a deferred table. */
export interface DeferredStep extends AdamRates {
  readonly stepSize: number;
  /** The bias correction of the variance's root. */
  readonly inverseRoot: number;
  /** The power of √beta2 that `deviation` is divided by, this step included. */
  readonly decay: number;
  readonly gradientScale: number;
}

export type Compiled = Readonly<Record<string, (...arguments_: number[]) => number>>;

/** Compiled once a thread. */
let compiledModule: object | undefined;

/** The raw kernels, over addresses in a memory. */
export function compiledKernels(memory: SharedMemory): Compiled {
  compiledModule ??= new webAssembly.Module(readFileSync(new URL("./kernels.wasm", import.meta.url)));
  const abort = () => {
    throw new Error("A kernel aborted.");
  };
  const { exports } = new webAssembly.Instance(compiledModule, { env: { memory, abort } });
  return exports as Compiled;
}

/** Kernels over a memory: one of their own unless told. */
export function createKernels(memory: KernelMemory = createKernelMemory()): Kernels {
  const wasm = compiledKernels(memory.memory);
  const call = (kernel: string, ...arguments_: readonly (number | boolean | ArrayBufferView | null | undefined)[]) =>
    wasm[kernel]!(
      ...arguments_.map((argument, position) => {
        if (argument === null || argument === undefined) return 0;
        if (typeof argument !== "object") return Number(argument);
        if (!memory.holds(argument)) throw new ForeignArrayError(kernel, position);
        return argument.byteOffset;
      }),
    );

  const batchSize = ({ offsets, order }: TokenBatch) => order?.length ?? offsets.length - 1;
  function widthOf(kernel: string, pooled: Float32Array, batch: TokenBatch): number {
    const texts = batchSize(batch);
    const width = texts === 0 ? 0 : pooled.length / texts;
    if (!Number.isInteger(width)) throw new KernelLengthError(kernel, "pooled rows", pooled.length, texts);
    return width;
  }

  const sgdSettings = ({ learningRate, momentum, nesterov, weightDecay, gradientScale }: SgdStep) => [
    learningRate,
    momentum,
    nesterov,
    weightDecay,
    gradientScale,
  ];
  function adamSettings(settings: AdamStep): number[] {
    const { learningRate, beta1, beta2, epsilon, step, weightDecay, decoupled, gradientScale } = settings;
    return [
      learningRate / (1 - beta1 ** step),
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      1 / Math.sqrt(1 - beta2 ** step),
      epsilon,
      decoupled ? 0 : weightDecay,
      decoupled ? 1 - learningRate * weightDecay : 1,
      gradientScale,
    ];
  }

  return {
    memory,
    zero: (target) => void call("zero", target, target.length),
    scale: (target, factor) => void call("scale", target, target.length, factor),
    addScaled(target, source, factor) {
      requireLength("addScaled", "a source", source.length, target.length);
      call("addScaled", target, source, target.length, factor);
    },
    dropoutMask: (target, seed, rate) =>
      void call("dropoutMask", target, target.length, seed, Math.round(rate * 2 ** 32), 1 / (1 - rate)),
    clamp: (target, limit) => void call("clamp", target, target.length, limit),
    sumOfSquares: (source) => call("sumOfSquares", source, source.length),

    embeddingMaxPool(table, batch, pooled, winners) {
      const width = widthOf("embeddingMaxPool", pooled, batch);
      requireLength("embeddingMaxPool", "winners", winners.length, pooled.length);
      const { ids, offsets, order } = batch;
      call("embeddingMaxPool", table, width, ids, offsets, order, batchSize(batch), pooled, winners);
    },
    embeddingMeanPool(table, batch, pooled, width) {
      requireLength("embeddingMeanPool", "pooled rows", pooled.length, batchSize(batch) * width);
      call("embeddingMeanPool", table, width, batch.ids, batch.offsets, batch.order, batchSize(batch), pooled);
    },

    packColumns(weights, width, packed) {
      requireLength("packColumns", "packed columns", packed.length, weights.length);
      call("packColumns", weights, weights.length / width, width, packed);
    },
    multiplyPacked(rows, packed, width, product) {
      const [count, columns] = [rows.length / width, packed.length / width];
      requireLength("multiplyPacked", "a product", product.length, count * columns);
      call("multiplyPacked", rows, count, width, packed, columns, product);
    },
    convolveMax(product, { filters, size, column, stride }, { ids, offsets }, largest, winners) {
      const texts = offsets.length - 1;
      requireLength("convolveMax", "largest answers", largest.length, texts * stride);
      requireLength("convolveMax", "winners", winners.length, texts * stride);
      const [first, firstWinner] = [largest.subarray(column), winners.subarray(column)];
      call("convolveMax", product, filters, size, ids, offsets, texts, first, firstWinner, stride);
    },
    convolveMaxBackward({ rows, weights, width }, block, { ids, offsets }, { gradient, winners }, results) {
      const { filters, size, column, stride } = block;
      const texts = offsets.length - 1;
      requireLength("convolveMaxBackward", "a gradient", gradient.length, texts * stride);
      requireLength("convolveMaxBackward", "weights", weights.length, size * filters * width);
      requireLength("convolveMaxBackward", "a gradient by rows", results.rowGradient.length, rows.length);
      const [first, firstWinner] = [gradient.subarray(column), winners.subarray(column)];
      const { weightGradient, rowGradient } = results;
      call(
        "convolveMaxBackward",
        ...[rows, width, weights, filters, size, ids, offsets, texts],
        ...[first, firstWinner, stride, weightGradient, rowGradient],
      );
    },

    scatterRows(gradient, source, ids) {
      const { values, marks, list, touched, width } = gradient;
      requireLength("scatterRows", "a source", source.length, ids.length * width);
      gradient.touched = call("scatterRows", values, marks, list, touched, width, source, ids, ids.length);
    },
    scatterWinners(gradient, source, winners, width) {
      const { values, marks, list, touched } = gradient;
      requireLength("scatterWinners", "winners", winners.length, source.length);
      const batch = source.length / width;
      gradient.touched = call("scatterWinners", values, marks, list, touched, width, source, winners, batch);
    },
    scatterMeans(gradient, source, batch) {
      const { values, marks, list, touched, width } = gradient;
      requireLength("scatterMeans", "a source", source.length, batchSize(batch) * width);
      const { ids, offsets, order } = batch;
      const size = batchSize(batch);
      gradient.touched = call("scatterMeans", values, marks, list, touched, width, source, ids, offsets, order, size);
    },
    zeroTouched(gradient) {
      const { values, marks, list, touched, width } = gradient;
      call("zeroRows", values, marks, list, touched, width);
      gradient.touched = 0;
    },
    sumOfSquaresTouched: ({ values, list, touched, width }) => call("sumOfSquaresOfRows", values, list, touched, width),
    clampTouched: ({ values, list, touched, width }, limit) =>
      void call("clampRows", values, list, touched, width, limit),

    blockTranspose({ columns, values, runRows, runEnds }, source, sums, outputs) {
      call("blockTranspose", columns, values, runRows, runEnds, runRows.length, source, sums, outputs);
    },
    blockProduct({ columns, values, runRows, runEnds }, factors, target, outputs) {
      call("blockProduct", columns, values, runRows, runEnds, runRows.length, factors, target, outputs);
    },
    largestDouble: (source) => call("largestDouble", source, source.length),

    sgd(parameter, gradient, velocity, step) {
      requireLength("sgd", "a gradient", gradient.length, parameter.length);
      if (velocity !== null) requireLength("sgd", "a velocity", velocity.length, parameter.length);
      call("sgd", parameter, gradient, velocity, parameter.length, ...sgdSettings(step));
    },
    sgdTouched(parameter, { values, list, touched, width }, velocity, step) {
      requireLength("sgdTouched", "a gradient", values.length, parameter.length);
      if (velocity !== null) requireLength("sgdTouched", "a velocity", velocity.length, parameter.length);
      call("sgdRows", parameter, values, velocity, list, touched, width, ...sgdSettings(step));
    },
    adam(parameter, gradient, { mean, variance }, step) {
      requireLength("adam", "a gradient", gradient.length, parameter.length);
      requireLength("adam", "moments", Math.min(mean.length, variance.length), parameter.length);
      call("adam", parameter, gradient, mean, variance, parameter.length, ...adamSettings(step));
    },
    adamTouched(parameter, { values, list, touched, width }, { mean, variance }, step) {
      requireLength("adamTouched", "a gradient", values.length, parameter.length);
      requireLength("adamTouched", "moments", Math.min(mean.length, variance.length), parameter.length);
      call("adamRows", parameter, values, mean, variance, list, touched, width, ...adamSettings(step));
    },

    adamCatchUp({ values, width, mean, deviation, moved, stepSizes, roots }, ids, target, { beta1, epsilon }) {
      requireLength("adamCatchUp", "rows", moved.length * width, values.length);
      if (stepSizes.length < target) throw new KernelLengthError("adamCatchUp", "steps", stepSizes.length, target);
      const count = ids?.length ?? moved.length;
      const places = [mean, deviation, moved, ids, count, width, target, stepSizes, roots] as const;
      call("adamCatchUp", values, ...places, beta1, epsilon);
    },
    adamDeferredStep({ values, width, mean, deviation, moved }, gradient, target, step) {
      requireLength("adamDeferredStep", "a gradient", gradient.values.length, values.length);
      const { list, touched, width: listWidth } = gradient;
      const { stepSize, inverseRoot, decay, beta1, beta2, epsilon, gradientScale } = step;
      const places = [gradient.values, mean, deviation, moved, list, touched, listWidth, width, target] as const;
      const scales = [stepSize, inverseRoot, inverseRoot * decay, decay, 1 / decay];
      const rates = [beta1, 1 - beta1, 1 - beta2, epsilon, gradientScale];
      call("adamDeferredStep", values, ...places, ...scales, ...rates);
    },
  };
}

function requireLength(kernel: string, what: string, length: number, needed: number): void {
  if (length !== needed) throw new KernelLengthError(kernel, what, length, needed);
}
