/** @file Epochs of FTRL-Proximal over blocks of examples, wherever these come from. */
import { createRandom, type TaskContext } from "../../foundation/index.ts";
import { createFtrlProximal, type FtrlOptions } from "../../numeric/linear/index.ts";
import { DivergedError } from "./errors.ts";

/** Some examples. */
export interface ExampleBlock {
  readonly rows: number;
  /** [rows + 1] Entries of row `r`: `offsets[r] … offsets[r + 1]`. */
  readonly offsets: ArrayLike<number>;
  readonly indices: Int32Array;
  readonly values: Float32Array;
  readonly labelIds: Int32Array;
  /** [rows + 1] Labels of row `r`; absent where each has one. */
  readonly labelOffsets?: ArrayLike<number> | undefined;
}

/** What decides the weights besides the examples. */
export interface FtrlTask {
  readonly options: FtrlOptions;
  readonly epochs: number;
  readonly rows: number;
  readonly seed: number;
}

/** What was learnt. */
export interface FtrlFit {
  readonly coefficients: Float32Array;
  readonly intercepts: Float32Array;
  /** [epochs] The mean loss of the examples, each before its step. */
  readonly losses: readonly number[];
}

/**
 * Learns block by block; each epoch takes the blocks, and the rows of a block, in an order of its own. `read` gives block
 * `b`, which need be valid only until the next. @throws DivergedError, CancelledError
 */
export function ftrlEpochs(
  { options, epochs, rows, seed }: FtrlTask,
  blocks: number,
  read: (block: number) => ExampleBlock,
  { progress, throwIfCancelled }: Pick<TaskContext, "progress" | "throwIfCancelled">,
): FtrlFit {
  const learner = createFtrlProximal(options);
  const random = createRandom(seed).split("order");
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const own = random.split(String(epoch));
    let loss = 0;
    let done = 0;
    for (const block of own.permutation(blocks)) {
      throwIfCancelled();
      const { offsets, indices, values, labelIds, labelOffsets, ...size } = read(block);
      for (const row of own.split(String(block)).permutation(size.rows)) {
        const entries = { indices, values, start: offsets[row]!, end: offsets[row + 1]! };
        loss += learner.learn(entries, labelIds, labelOffsets?.[row] ?? row, labelOffsets?.[row + 1] ?? row + 1);
      }
      done += size.rows;
      if (!Number.isFinite(loss))
        throw new DivergedError({ epoch: epoch + 1, step: done, learningRate: options.learningRate, loss });
      progress({ task: "Training", done: epoch * rows + done, total: epochs * rows, unit: "rows" });
    }
    losses.push(loss / rows);
  }
  progress({ task: "Training", done: epochs * rows, total: epochs * rows, unit: "rows", finished: true });
  return { ...learner.weights(), losses };
}
