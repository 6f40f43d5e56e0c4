/** @file Counting all texts of a column in threads: one tree of terms, and each text's entries. */
import type { CountedPart } from "./count-texts.ts";
import { type MergedTree, mergeTrees } from "./merge-trees.ts";
import { sharedInt32 } from "./shared-arrays.ts";
import type { TextAnalysis } from "./text-analysis.config.ts";
import { divideTexts, type TextBlocks } from "./text-blocks.ts";
import type { TextColumn } from "./text-column.ts";
import type { TextThreads } from "./text-threads.ts";

/** A counted column. */
export interface CountedColumn {
  readonly blocks: TextBlocks;
  readonly parts: readonly CountedPart[];
  readonly tree: MergedTree;
  /** [texts] */
  readonly rowEntries: Int32Array;
}

/** Counts; the tree is the same for every number of threads. */
export async function countColumn(
  threads: TextThreads,
  texts: TextColumn,
  analysis: TextAnalysis,
  options: { readonly keepEntries: boolean; readonly plain?: boolean },
): Promise<CountedColumn> {
  const blocks = divideTexts(texts);
  const rowEntries = sharedInt32(texts.length);
  const job = { analysis, plain: false, blocks, rowEntries, threads: threads.threads, ...options };
  const parts = await Promise.all(Array.from({ length: threads.threads }, () => threads.run("countTexts", job)));
  const tree = mergeTrees(parts.map((part) => part.tree));
  return { blocks, parts, tree, rowEntries };
}
