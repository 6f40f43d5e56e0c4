/**
 * @file The kernels that train an averaged embedding with a dense layer, over tables that threads share: one thread
 * makes the model, each then opens its own place to work.
 */

import type { SharedMemory } from "../../foundation/index.ts";
import { createKernelMemory } from "./kernel-memory.ts";
import { compiledKernels } from "./kernels.ts";

/** The sizes of a model and of what a thread works on at a time. */
export interface BagSizes {
  /** Rows of the embedding. */
  readonly rows: number;
  readonly width: number;
  readonly labels: number;
  readonly threads: number;
  /** Most texts, ids and labels of one call of `steps`. */
  readonly batchTexts: number;
  readonly batchIds: number;
  readonly batchLabels: number;
}

/** A model in shared memory, as plain data that other threads can be sent. Starts with zeros. */
export interface BagModel extends BagSizes {
  readonly memory: SharedMemory;
  /** Numbers of a row in memory: the width, rounded up so that rows are whole vectors. */
  readonly stride: number;
  /** Addresses. */
  readonly table: number;
  readonly output: number;
  readonly labelWeights: number;
  /** [threads] Addresses of each thread's ids, offsets, label offsets, label ids and scratch. */
  readonly places: readonly (readonly [number, number, number, number, number])[];
}

/** One thread's place: the caller fills the batch, then has it worked on. */
export interface BagThread {
  /** [batchIds] Ids of the texts of a batch, one text after the other. */
  readonly ids: Int32Array;
  /** [batchTexts + 1] Where each text starts in `ids`, from 0. */
  readonly offsets: Int32Array;
  /** [batchTexts + 1] Where each text's labels start in `labelIds`, from 0. */
  readonly labelOffsets: Int32Array;
  /** [batchLabels] */
  readonly labelIds: Int32Array;
  /** Sets rows `first … first + count` uniformly over [-limit, limit], the same whoever does it. */
  fill(first: number, count: number, seed: number, limit: number): void;
  /**
   * One step of gradient descent for each of the first `texts` texts of the batch, the first at `rate` and each later one
   * at `rateStep` less. Gives the sum of the losses.
   */
  steps(
    texts: number,
    options: { readonly rate: number; readonly rateStep: number; readonly oneVsAll: boolean },
  ): number;
  /** Scores of the first `texts` texts, row-major [texts, labels]; valid until the next call. */
  scores(texts: number): Float32Array;
}

/**
 * Makes a model. `labelWeights` multiply the learning rate: for softmax [labels], for one-vs-all [labels, 2], of a text
 * without and with the label. @throws KernelMemoryError
 */
export function createBagModel(sizes: BagSizes, labelWeights: Float64Array | undefined): BagModel {
  const { rows, width, labels, threads, batchTexts, batchIds, batchLabels } = sizes;
  const memory = createKernelMemory();
  const stride = Math.ceil(width / 4) * 4;
  const table = memory.float32(rows * stride).byteOffset;
  const output = memory.float32(labels * stride).byteOffset;
  const weights = labelWeights === undefined ? undefined : memory.float32(labelWeights.length);
  if (labelWeights !== undefined) weights?.set(labelWeights);
  const places = Array.from({ length: threads }, () => {
    const ids = memory.int32(batchIds).byteOffset;
    const offsets = memory.int32(batchTexts + 1).byteOffset;
    const labelOffsets = memory.int32(batchTexts + 1).byteOffset;
    const labelIds = memory.int32(batchLabels).byteOffset;
    const scratch = memory.float32(stride * 2 + labels * (batchTexts + 1)).byteOffset;
    return [ids, offsets, labelOffsets, labelIds, scratch] as const;
  });
  return { ...sizes, memory: memory.memory, stride, table, output, labelWeights: weights?.byteOffset ?? 0, places };
}

/** Opens the place of thread `thread`. */
export function openBagThread(model: BagModel, thread: number): BagThread {
  const { memory, width, stride, labels, table, output, labelWeights, batchTexts, batchIds, batchLabels } = model;
  const kernels = compiledKernels(memory);
  const [ids, offsets, labelOffsets, labelIds, scratch] = model.places[thread]!;
  const { buffer } = memory;
  const scores = scratch + (stride * 2 + labels) * 4;
  return {
    ids: new Int32Array(buffer, ids, batchIds),
    offsets: new Int32Array(buffer, offsets, batchTexts + 1),
    labelOffsets: new Int32Array(buffer, labelOffsets, batchTexts + 1),
    labelIds: new Int32Array(buffer, labelIds, batchLabels),
    fill: (first, count, seed, limit) => void kernels["bagFill"]!(table, stride * 4, width, first, count, seed, limit),
    steps: (texts, { rate, rateStep, oneVsAll }) =>
      kernels["bagSteps"]!(
        ...[table, output, stride * 4, labels, oneVsAll ? 1 : 0],
        ...[ids, offsets, labelOffsets, labelIds, labelWeights, texts],
        ...[rate, rateStep, scratch],
      ),
    scores(texts) {
      kernels["bagScores"]!(table, output, stride * 4, labels, ids, offsets, texts, scratch, scores);
      return new Float32Array(buffer, scores, texts * labels);
    },
  };
}

/**
 * Copies of the embedding [rows, width], row 0 as zeros, and of the dense layer [labels, width]. `kept` names the rows that
 * are wanted, in their order, row 0 first; all where it is absent.
 */
export function bagWeights(
  model: BagModel,
  kept?: Int32Array,
): { readonly embedding: Float32Array; readonly dense: Float32Array } {
  const { memory, width, stride, labels, table, output } = model;
  const rows = kept?.length ?? model.rows;
  const from = new Float32Array(memory.buffer, table, model.rows * stride);
  const embedding = new Float32Array(rows * width);
  for (let row = 1; row < rows; row++)
    for (let column = 0; column < width; column++)
      embedding[row * width + column] = from[(kept?.[row] ?? row) * stride + column]!;
  const byLabel = new Float32Array(memory.buffer, output, labels * stride);
  const dense = new Float32Array(labels * width);
  for (let label = 0; label < labels; label++)
    for (let column = 0; column < width; column++) dense[label * width + column] = byLabel[label * stride + column]!;
  return { embedding, dense };
}

/** Sets the rows of the embedding whose flag is 1 to those of `rows` [rows, width]. */
export function setBagRows({ memory, width, stride, table }: BagModel, rows: Float32Array, isSet: Uint8Array): void {
  const target = new Float32Array(memory.buffer, table, isSet.length * stride);
  for (const [row, flag] of isSet.entries())
    if (flag === 1) target.set(rows.subarray(row * width, (row + 1) * width), row * stride);
}
