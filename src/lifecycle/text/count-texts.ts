/** @file Fitting, first step: each thread counts the blocks it takes, numbering terms its own way. */
import type { TaskContext } from "../../foundation/index.ts";
import { planAnalysis } from "./analysis-plan.ts";
import { type CountedTree, countedTree, type NodeTotals } from "./counted-tree.ts";
import { release } from "./release.ts";
import { sharedBytes, sharedInt32 } from "./shared-arrays.ts";
import { TermCounter } from "./term-counter.ts";
import type { TextAnalysis } from "./text-analysis.config.ts";
import { type TextBlocks, takeBlocks } from "./text-blocks.ts";

/** What is counted. */
export interface CountJob {
  readonly analysis: TextAnalysis;
  /** Goes through the plain analyser whatever the setting. */
  readonly plain: boolean;
  readonly blocks: TextBlocks;
  /** How many threads share the blocks. */
  readonly threads: number;
  /** [texts] Receives the number of entries of each text. */
  readonly rowEntries: Int32Array;
  /** Whether the entries are kept, or only the totals. */
  readonly keepEntries: boolean;
}

/** The entries of one block's texts, in order. */
export interface CountedBlock {
  readonly block: number;
  /** [entries] Nodes of the part. */
  readonly ids: Int32Array;
  /** [entries] Counts; 255 stands for the next of `large`. */
  readonly counts: Uint8Array;
  readonly large: readonly number[];
}

/** What one thread found. */
export interface CountedPart {
  readonly tree: CountedTree;
  readonly blocks: readonly CountedBlock[];
}

/** Counts blocks until none is left. */
export function countTexts(job: CountJob, context: Pick<TaskContext, "progress" | "throwIfCancelled">): CountedPart {
  const { texts } = job.blocks;
  const counter = new TermCounter(planAnalysis(job.analysis, job), texts.bytes.length / job.threads);
  const blocks: CountedBlock[] = [];
  let totals: NodeTotals = new Float64Array(1 << 13);
  takeBlocks(job.blocks, "Counting terms", context, (block, first, last) => {
    for (let row = first; row < last; row++) {
      counter.addBytes(texts.bytes, texts.offsets[row]!, texts.offsets[row + 1]!);
      job.rowEntries[row] = counter.used - counter.rowStart;
    }
    totals = addTotals(totals, counter);
    if (job.keepEntries) blocks.push(takeEntries(counter, block));
    counter.clear();
  });
  const tree = countedTree(counter, totals);
  counter.release();
  release(totals);
  return { tree, blocks };
}

/** Adds a block's entries to the sums; gives the sums, which move when there are more nodes. */
function addTotals(totals: Float64Array, { ids, counts, used, nodes }: TermCounter): Float64Array {
  let sums = totals;
  if (nodes * 2 > sums.length) {
    sums = new Float64Array(nodes * 4);
    sums.set(totals);
    release(totals);
  }
  for (let entry = 0; entry < used; entry++) {
    const place = ids[entry]! * 2;
    sums[place]!++;
    sums[place + 1]! += counts[entry]!;
  }
  return sums;
}

function takeEntries({ ids, counts, used }: TermCounter, block: number): CountedBlock {
  const keptIds = sharedInt32(used);
  keptIds.set(ids.subarray(0, used));
  const keptCounts = sharedBytes(used);
  const large: number[] = [];
  for (let entry = 0; entry < used; entry++) {
    const count = counts[entry]!;
    if (count >= 255) large.push(count);
    keptCounts[entry] = count < 255 ? count : 255;
  }
  return { block, ids: keptIds, counts: keptCounts, large };
}
