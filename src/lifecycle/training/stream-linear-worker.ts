/**
 * @file A thread of a linear model's training in a stream. First it encodes the blocks it is given; then one of the threads
 * reads all of them back, epoch after epoch, and trains.
 */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import { createEncodeRows, type EncodeRows, type HashingConfig } from "../text/index.ts";
import { type ExampleBlock, type FtrlFit, type FtrlTask, ftrlEpochs } from "./ftrl-epochs.ts";
import type { StoreTask } from "./store-blocks.ts";
import { appendNumbers, openBlocks, type StoredBlock } from "./stored-block.ts";

/** What is learnt from stored blocks. */
export interface StreamLinearJob {
  readonly task: FtrlTask;
  readonly file: string;
  readonly blocks: readonly StoredBlock[];
  /** [labels] From the order in which labels were met to their sorted order. */
  readonly labelOf: Int32Array;
}

let encode: EncodeRows | undefined;

serveTasks({
  /** Labels [texts], entries of each text [texts], then all columns and all values. */
  store({ config, texts, labelIds, file }: StoreTask<HashingConfig>): number {
    encode ??= createEncodeRows({ config });
    const { lengths, ids, values } = encode(texts);
    return appendNumbers(file, [labelIds, lengths, ids, values]);
  },

  learn({ task, file, blocks, labelOf }: StreamLinearJob, context: TaskContext): FtrlFit {
    const reader = openBlocks(file, new Set(blocks.map(({ thread }) => thread)));
    try {
      return ftrlEpochs(
        task,
        blocks.length,
        (block) => cutBlock(reader.read(blocks[block]!), blocks[block]!.rows, labelOf),
        context,
      );
    } finally {
      reader.close();
    }
  },
});

function cutBlock(numbers: Int32Array, rows: number, labelOf: Int32Array): ExampleBlock {
  const offsets = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) offsets[row + 1] = offsets[row]! + numbers[rows + row]!;
  const first = rows * 2;
  const entries = offsets[rows]!;
  return {
    rows,
    offsets,
    indices: numbers.subarray(first, first + entries),
    values: new Float32Array(numbers.buffer, numbers.byteOffset + (first + entries) * 4, entries),
    labelIds: numbers.subarray(0, rows).map((label) => labelOf[label]!),
  };
}
