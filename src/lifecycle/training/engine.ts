/** @file What the training loop asks of whatever computes gradients. */
import type { StateArrays } from "./checkpoint.ts";

/** A model in training. Its weights change only in `step`. Holds threads or native memory: close it. */
export interface Engine {
  /** Adds `share` times the gradient of a batch's mean loss to what the next step will use; gives the loss. */
  accumulate(batch: Batch, share: number): Promise<number> | number;
  /**
   * Moves the weights by what was accumulated. `step` counts from 1. Rows of the next batch, where known, save time:
   * work on them can start at once.
   */
  step(step: number, learningRate: number, upcoming?: Uint32Array): Promise<void> | void;
  /** Scores of the validation set, row-major: [examples, labels], or [examples, 1] where one decides between two. */
  scoreValidation(): Promise<Float32Array> | Float32Array;
  /** Copies of the weights by name. */
  weights(): StateArrays;
  /** Copies of what the optimiser remembers, by name. */
  optimiserState(): StateArrays;
  /** Goes back to what `weights` and `optimiserState` gave; what `optimiserState` lacks stays as it is. */
  restore(weights: StateArrays, optimiserState: StateArrays): void;
  close(): Promise<void> | void;
}

/** Examples of the training set that share one gradient. */
export interface Batch {
  /** Rows of the training set. */
  readonly rows: Uint32Array;
  /** A number of its own for each batch of the whole training: seeds what is random in it. */
  readonly key: number;
}
