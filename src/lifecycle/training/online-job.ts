/** @file What the threads of online training are given; plain data over shared buffers. */
import type { BagModel } from "../../numeric/kernels/index.ts";
import type { LabelSets } from "../labels/index.ts";
import type { TokenRows } from "../text/index.ts";

/** Texts that a thread takes at a time. */
export const TAKEN = 256;

/** One training, as all of its threads see it. */
export interface OnlineJob {
  readonly model: BagModel;
  readonly tokens: TokenRows;
  /** The labels of each text. */
  readonly labels: LabelSets;
  readonly epochs: number;
  readonly learningRate: number;
  readonly oneVsAll: boolean;
  readonly seed: number;
  /** [epochs] The next text that is to be taken, by its place in the epoch's order. */
  readonly cursor: Int32Array;
  /** [epochs, threads] Receives the sums of losses. */
  readonly losses: Float64Array;
}

/** What one thread is to do. */
export interface OnlineTask {
  readonly job: OnlineJob;
  readonly thread: number;
}
