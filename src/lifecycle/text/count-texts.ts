/** @file Fitting, first step: each thread counts the blocks it takes, numbering terms its own way. */
import type { TaskContext } from "../../foundation/index.ts";
import { planAnalysis } from "./analysis-plan.ts";
import { ROOT, SLOT } from "./pair-table.ts";
import { release } from "./release.ts";
import { sharedBytes, sharedFloat64, sharedInt32 } from "./shared-arrays.ts";
import { sortByKeys } from "./sort-by-keys.ts";
import { END, sortByteStrings } from "./sort-byte-strings.ts";
import { TermCounter } from "./term-counter.ts";
import type { TextAnalysis } from "./text-analysis.config.ts";
import { type TextBlocks, takeBlocks } from "./text-blocks.ts";

/** What is counted. */
export interface CountJob {
  readonly analysis: TextAnalysis;
  /** Goes through the plain analyser whatever the setting. */
  readonly plain: boolean;
  readonly blocks: TextBlocks;
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

/** The terms one thread met, as a tree; a node's parent always has a smaller number. */
export interface CountedTree {
  /** Whether nodes of level 1 are tokens of `heap`; otherwise they are code points. */
  readonly tokens: boolean;
  /** [nodes] `ROOT` on level 1. */
  readonly parents: Int32Array;
  /** [nodes] On level 1 the start in `heap` or the code point; below, the token's node or the code point. */
  readonly symbols: Int32Array;
  /** Tokens, each ended by `END`. */
  readonly heap: Uint8Array;
  /** [nodes] Texts that hold the term; 0 for what is only the beginning of longer ones. */
  readonly documentFrequencies: Int32Array;
  /** [nodes] */
  readonly totalCounts: Float64Array;
  /** Nodes by level, level 1 first, in the order met. */
  readonly levels: readonly Int32Array[];
}

/** What one thread found. */
export interface CountedPart {
  readonly tree: CountedTree;
  readonly blocks: readonly CountedBlock[];
}

/** Counts blocks until none is left. */
export function countTexts(job: CountJob, context: Pick<TaskContext, "progress" | "throwIfCancelled">): CountedPart {
  const { texts } = job.blocks;
  const counter = new TermCounter(planAnalysis(job.analysis, job));
  const blocks: CountedBlock[] = [];
  const totals = new Totals();
  takeBlocks(job.blocks, "Counting terms", context, (block, first, last) => {
    for (let row = first; row < last; row++) {
      counter.addBytes(texts.bytes, texts.offsets[row]!, texts.offsets[row + 1]!);
      job.rowEntries[row] = counter.used - counter.rowStart;
    }
    totals.add(counter);
    if (job.keepEntries) blocks.push(takeEntries(counter, block));
    counter.clear();
  });
  const tree = treeOf(counter, totals);
  counter.release();
  totals.release();
  return { tree, blocks };
}

/** Sums by node. */
class Totals {
  documentFrequencies = new Int32Array(1 << 12);
  counts = new Float64Array(1 << 12);

  release(): void {
    release(this.documentFrequencies, this.counts);
  }

  add({ ids, counts, used, nodes }: TermCounter): void {
    if (nodes > this.counts.length) {
      const frequencies = new Int32Array(nodes * 2);
      frequencies.set(this.documentFrequencies);
      const grown = new Float64Array(nodes * 2);
      grown.set(this.counts);
      this.release();
      this.documentFrequencies = frequencies;
      this.counts = grown;
    }
    const { documentFrequencies, counts: sums } = this;
    for (let entry = 0; entry < used; entry++) {
      const node = ids[entry]!;
      documentFrequencies[node]!++;
      sums[node]! += counts[entry]!;
    }
  }
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

function treeOf(counter: TermCounter, totals: Totals): CountedTree {
  const { nodes, shortTokens, longTokens, grams, plan } = counter;
  const parents = sharedInt32(nodes).fill(ROOT);
  const symbols = sharedInt32(nodes);
  const heap = sharedBytes(longTokens.heapUsed + shortTokens.size * 9);
  heap.set(longTokens.heap.subarray(0, longTokens.heapUsed));
  let heapUsed = longTokens.heapUsed;
  eachSlot(longTokens.slots, (node, _, start) => {
    symbols[node] = start;
  });
  eachSlot(shortTokens.slots, (node, low, high) => {
    symbols[node] = heapUsed;
    heapUsed = writeShort(heap, heapUsed, low, high);
  });
  eachSlot(grams.slots, (node, parent, symbol) => {
    parents[node] = parent;
    symbols[node] = symbol;
  });
  const documentFrequencies = sharedInt32(nodes);
  documentFrequencies.set(totals.documentFrequencies.subarray(0, nodes));
  const totalCounts = new Float64Array(new SharedArrayBuffer(nodes * 8));
  totalCounts.set(totals.counts.subarray(0, nodes));
  return {
    tokens: plan.kind === "runs" || plan.kind === "words" || plan.kind === "terms",
    parents,
    symbols,
    heap: heap.subarray(0, heapUsed),
    documentFrequencies,
    totalCounts,
    levels: levelsOf(parents, plan.most),
  };
}

/** Visits the numbered pairs of a table; stop words have none. */
function eachSlot(slots: Int32Array, visit: (node: number, first: number, second: number) => void): void {
  for (let place = 0; place < slots.length; place += SLOT)
    if (slots[place + 2]! > 0) visit(slots[place + 2]! - 1, slots[place]!, slots[place + 1]!);
}

/** Writes the bytes of a short token and `END`; gives the place behind. */
function writeShort(heap: Uint8Array, at: number, low: number, high: number): number {
  for (const half of [high, low])
    for (let shift = 24; shift >= 0; shift -= 8) {
      const byte = (half >>> shift) & 255;
      if (byte !== 0) heap[at++] = byte;
    }
  heap[at++] = END;
  return at;
}

function levelsOf(parents: Int32Array, most: number): Int32Array[] {
  const level = new Uint8Array(parents.length);
  const sizes = new Int32Array(most + 1);
  for (let node = 0; node < parents.length; node++) {
    const parent = parents[node]!;
    level[node] = parent === ROOT ? 0 : level[parent]! + 1;
    sizes[level[node]!]!++;
  }
  const levels = Array.from({ length: most }, (_, at) => sharedInt32(sizes[at]!));
  const used = new Int32Array(most);
  for (let node = 0; node < parents.length; node++) {
    const at = level[node]!;
    levels[at]![used[at]!++] = node;
  }
  return levels;
}

/** One level of a tree to sort. */
export interface SortLevelJob {
  readonly tree: CountedTree;
  readonly level: number;
  /** [nodes] Ranks of the nodes of the levels above, the same for every part. */
  readonly ranks: Int32Array;
  /** Ranks are smaller than this. */
  readonly ranked: number;
}

/** One level of a tree by the code points of its terms; every array has an element for each of its nodes. */
export interface SortedLevel {
  readonly nodes: Int32Array;
  /** Ranks of the parents; `ROOT` on level 1. */
  readonly parents: Int32Array;
  /** Starts in the heap or code points on level 1 and wherever there are no tokens, otherwise ranks of tokens. */
  readonly symbols: Int32Array;
  readonly documentFrequencies: Int32Array;
  readonly totalCounts: Float64Array;
}

/** Sorts a level by the code points of its terms. */
export function sortLevel({ tree, level, ranks, ranked }: SortLevelJob): SortedLevel {
  const { documentFrequencies, totalCounts } = tree;
  const byBytes = level === 0 && tree.tokens;
  const unsorted = tree.levels[level]!;
  const sorted = byBytes ? sortTokens(tree, unsorted) : sortPairs(tree, level, unsorted, ranks, ranked);
  const count = sorted.nodes.length;
  const frequencies = sharedInt32(count);
  const totals = sharedFloat64(count);
  for (let at = 0; at < count; at++) {
    const node = sorted.nodes[at]!;
    frequencies[at] = documentFrequencies[node]!;
    totals[at] = totalCounts[node]!;
  }
  return { ...sorted, documentFrequencies: frequencies, totalCounts: totals };
}

type SortedKeys = Pick<SortedLevel, "nodes" | "parents" | "symbols">;

function sortTokens({ heap, symbols }: CountedTree, unsorted: Int32Array): SortedKeys {
  const starts = sharedInt32(unsorted.length);
  for (let at = 0; at < starts.length; at++) starts[at] = symbols[unsorted[at]!]!;
  sortByteStrings(heap, starts);
  const nodeAt = new Int32Array(heap.length);
  for (let at = 0; at < unsorted.length; at++) nodeAt[symbols[unsorted[at]!]!] = unsorted[at]!;
  const nodes = sharedInt32(starts.length);
  for (let at = 0; at < nodes.length; at++) nodes[at] = nodeAt[starts[at]!]!;
  return { nodes, parents: sharedInt32(nodes.length).fill(ROOT), symbols: starts };
}

function sortPairs(
  { tokens, parents, symbols }: CountedTree,
  level: number,
  unsorted: Int32Array,
  ranks: Int32Array,
  ranked: number,
): SortedKeys {
  const count = unsorted.length;
  const nodes = sharedInt32(count);
  const parentKeys = sharedInt32(count);
  const symbolKeys = sharedInt32(count);
  nodes.set(unsorted);
  for (let at = 0; at < count; at++) {
    const node = unsorted[at]!;
    parentKeys[at] = level === 0 ? ROOT : ranks[parents[node]!]!;
    symbolKeys[at] = level > 0 && tokens ? ranks[symbols[node]!]! : symbols[node]!;
  }
  sortByKeys(symbolKeys, level > 0 && tokens ? ranked : 0x110000, [nodes, parentKeys]);
  if (level > 0) sortByKeys(parentKeys, ranked, [nodes, symbolKeys]);
  return { nodes, parents: parentKeys, symbols: symbolKeys };
}

/** Length in bytes of a token of a heap. */
export function tokenLength(heap: Uint8Array, start: number): number {
  return heap.indexOf(END, start) - start;
}
