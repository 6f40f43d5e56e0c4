/**
 * @file A thread of streamed training. First it numbers the tokens of the blocks it is given, with words of its own; then
 * it reads all threads' blocks back, epoch after epoch, makes their ids and trains.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { createRandom, serveTasks, type TaskContext } from "../../foundation/index.ts";
import { type BagModel, openBagThread } from "../../numeric/kernels/index.ts";
import {
  createIdMaker,
  createTokenNumberer,
  type NgramIdsConfig,
  type TextColumn,
  type TokenNumberer,
  type WordsOfThread,
} from "../text/index.ts";
import { DivergedError } from "./errors.ts";

/** A block in the temporary file. */
export interface StoredBlock {
  /** Which thread numbered its tokens. */
  readonly thread: number;
  readonly rows: number;
  readonly tokens: number;
  /** Where its bytes begin: labels [rows], then tokens, each ended by word 0. */
  readonly position: number;
}

/** What every thread of the training knows. */
export interface StreamJob {
  readonly config: NgramIdsConfig;
  readonly model: BagModel;
  readonly file: string;
  readonly blocks: readonly StoredBlock[];
  readonly words: readonly WordsOfThread[];
  /** For each thread's words: their ids, 0 for none. */
  readonly idsOf: readonly Int32Array[];
  /** The id of bucket 0. */
  readonly firstBucket: number;
  /** [buckets] Receives 1 for each bucket that is filled. */
  readonly isUsed: Uint8Array;
  /** [labels] From the order in which labels were met to their sorted order. */
  readonly labelOf: Int32Array;
  readonly epochs: number;
  readonly rows: number;
  readonly learningRate: number;
  readonly oneVsAll: boolean;
  readonly seed: number;
  /** [epochs] The next block to take. */
  readonly cursor: Int32Array;
  /** [epochs, threads] Receives the sums of losses. */
  readonly losses: Float64Array;
}

let numberer: TokenNumberer | undefined;

serveTasks({
  number({ config, texts }: { readonly config: NgramIdsConfig; readonly texts: TextColumn }): Int32Array {
    numberer ??= createTokenNumberer(config);
    return numberer.number(texts);
  },

  words({ config }: { readonly config: NgramIdsConfig }): WordsOfThread {
    numberer ??= createTokenNumberer(config);
    const found = numberer.words();
    numberer = undefined;
    return found;
  },

  fill({ job, thread }: { readonly job: StreamJob; readonly thread: number }): void {
    const { model, seed } = job;
    const first = Math.floor((model.rows * thread) / model.threads);
    const end = Math.floor((model.rows * (thread + 1)) / model.threads);
    const start = createRandom(seed).split("weights").uint32() | 0;
    openBagThread(model, thread).fill(first, end - first, start, 1 / model.width);
  },

  train({ job, thread }: { readonly job: StreamJob; readonly thread: number }, context: TaskContext): void {
    const descriptor = openSync(job.file, "r");
    try {
      trainOnBlocks(job, thread, descriptor, context);
    } finally {
      closeSync(descriptor);
    }
  },
});

function trainOnBlocks(job: StreamJob, thread: number, descriptor: number, context: TaskContext): void {
  const {
    config,
    model,
    blocks,
    words,
    idsOf,
    firstBucket,
    isUsed,
    labelOf,
    epochs,
    rows,
    learningRate,
    oneVsAll,
    seed,
  } = job;
  const place = openBagThread(model, thread);
  const makers = words.map((own, index) => createIdMaker(config, own, idsOf[index]!, firstBucket, isUsed));
  const random = createRandom(seed).split("order");
  const rateStep = learningRate / (epochs * rows);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const own = random.split(String(epoch));
    const order = own.permutation(blocks.length);
    let loss = 0;
    for (;;) {
      context.throwIfCancelled();
      const taken = Atomics.add(job.cursor, epoch, 1);
      if (taken >= blocks.length) break;
      const block = blocks[order[taken]!]!;
      const { labels, tokens, starts } = readBlock(descriptor, block);
      const before = epoch * rows + Math.floor((taken / blocks.length) * rows);
      const rowOrder = own.split(String(order[taken])).permutation(block.rows);
      for (let from = 0; from < block.rows; ) {
        let used = 0;
        let count = 0;
        while (from + count < block.rows && count < model.batchTexts) {
          const row = rowOrder[from + count]!;
          const next = makers[block.thread]!.make(tokens, starts[row]!, starts[row + 1]!, place.ids, used);
          if (next < 0) break; // no room for this text
          used = next;
          place.labelIds[count] = labelOf[labels[row]!]!;
          place.labelOffsets[count + 1] = count + 1;
          place.offsets[++count] = used;
        }
        if (count === 0) {
          from++; // a text longer than a whole batch is left out
          continue;
        }
        loss += place.steps(count, {
          rate: Math.max(0, learningRate - rateStep * (before + from)),
          rateStep,
          oneVsAll,
        });
        from += count;
      }
      if (!Number.isFinite(loss)) throw new DivergedError({ epoch: epoch + 1, step: before, learningRate, loss });
      const done = Math.min(epoch * rows + Math.round(((taken + 1) / blocks.length) * rows), epochs * rows);
      context.progress({ task: "Training", done, total: epochs * rows, unit: "texts" });
    }
    job.losses[epoch * model.threads + thread] = loss;
  }
}

function readBlock(descriptor: number, { rows, tokens, position }: StoredBlock) {
  const words = new Int32Array(rows + tokens);
  const bytes = new Uint8Array(words.buffer);
  for (let done = 0; done < bytes.length; )
    done += readSync(descriptor, bytes, done, bytes.length - done, position + done);
  const starts = new Int32Array(rows + 1);
  const own = words.subarray(rows);
  for (let at = 0, row = 0; at < tokens; at++) if (own[at] === 0) starts[++row] = at + 1;
  return { labels: words.subarray(0, rows), tokens: own, starts };
}
