/**
 * @file A thread of streamed training. First it numbers the tokens of the blocks it is given, with words of its own; then
 * it reads all threads' blocks back, epoch after epoch, makes their ids and trains.
 */
import { createRandom, serveTasks, type TaskContext } from "../../foundation/index.ts";
import { type BagModel, openBagThread } from "../../numeric/kernels/index.ts";
import {
  createIdMaker,
  createTokenNumberer,
  type NgramIdsConfig,
  type TokenNumberer,
  UNNUMBERED,
  type WordsOfThread,
} from "../text/index.ts";
import { DivergedError } from "./errors.ts";
import type { StoreTask } from "./store-blocks.ts";
import { appendNumbers, type BlockReader, openBlocks, type StoredBlock } from "./stored-block.ts";

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

/** What the texts are stored by. */
export interface TokenStoreConfig {
  readonly text: NgramIdsConfig;
  readonly mostWords: number;
}

let numberer: TokenNumberer | undefined;

serveTasks({
  /** Labels [texts], then tokens, each text ended by word 0. */
  store({ config, texts, labelIds, file }: StoreTask<TokenStoreConfig>): number {
    numberer ??= createTokenNumberer(config.text, config.mostWords);
    const tokens = numberer.number(texts);
    return appendNumbers(file, [labelIds, tokens]);
  },

  /** All words of this thread, which it then forgets. */
  words({ text }: Pick<TokenStoreConfig, "text">): WordsOfThread {
    const found = (numberer ?? createTokenNumberer(text)).finish();
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
    const reader = openBlocks(job.file, new Set(job.blocks.map(({ thread }) => thread)));
    try {
      trainOnBlocks(job, thread, reader, context);
    } finally {
      reader.close();
    }
  },
});

function trainOnBlocks(job: StreamJob, thread: number, reader: BlockReader, context: TaskContext): void {
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
      const { labels, tokens, starts } = cutBlock(reader.read(block), block.rows);
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
      context.progress({ task: "Training", done, total: epochs * rows, unit: "rows" });
    }
    job.losses[epoch * model.threads + thread] = loss;
  }
}

function cutBlock(numbers: Int32Array, rows: number) {
  const tokens = numbers.subarray(rows);
  const starts = new Int32Array(rows + 1);
  for (let at = 0, row = 0; at < tokens.length; at++) {
    if (tokens[at] === UNNUMBERED) at++;
    else if (tokens[at] === 0) starts[++row] = at + 1;
  }
  return { labels: numbers.subarray(0, rows), tokens, starts };
}
