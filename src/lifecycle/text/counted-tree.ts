/** @file The terms that one thread met, as a tree whose levels are in code point order. */
import { ROOT, SLOT } from "./pair-table.ts";
import { sortByKeys } from "./sort-by-keys.ts";
import { END, sortByteStrings } from "./sort-byte-strings.ts";
import type { TermCounter } from "./term-counter.ts";

/** Terms by their length in symbols. */
export interface CountedTree {
  /** Whether symbols are tokens; otherwise they are code points. */
  readonly tokens: boolean;
  /** Tokens, each ended by `END`. */
  readonly heap: Uint8Array<ArrayBuffer>;
  readonly nodes: number;
  /** Level 1 first. */
  readonly levels: readonly SortedLevel[];
}

/** One level in code point order; every array has an element for each of its nodes. */
export interface SortedLevel {
  /** The counter's numbers. */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** Places in the level above; `ROOT` on level 1. */
  readonly parents: Int32Array<ArrayBuffer>;
  /** Tokens as starts in the heap on level 1 and as places in level 1 below; or code points. */
  readonly symbols: Int32Array<ArrayBuffer>;
  /** Texts that hold the term; 0 for what is only the beginning of longer ones. */
  readonly documentFrequencies: Int32Array<ArrayBuffer>;
  readonly totalCounts: Float64Array<ArrayBuffer>;
}

/** [nodes, 2] Texts that hold a node's term, and its total count: side by side, as both are read and written together. */
export type NodeTotals = Float64Array;

/** The tree of a counter's terms. */
export function countedTree(counter: TermCounter, totals: NodeTotals): CountedTree {
  const { kind, most } = counter.plan;
  const tokens = kind === "runs" || kind === "words" || kind === "terms";
  const { parents, symbols, heap } = nodesOf(counter);
  const places = new Int32Array(parents.length);
  const levels: SortedLevel[] = [];
  for (const nodes of nodesByLevel(parents, most)) {
    const keys = levels.length === 0 ? null : places;
    const sorted =
      tokens && keys === null ? sortTokens(nodes, symbols, heap) : sortPairs(nodes, keys, tokens, parents, symbols);
    for (let place = 0; place < nodes.length; place++) places[sorted.nodes[place]!] = place;
    levels.push({ ...sorted, ...totalsOf(sorted.nodes, totals) });
  }
  return { tokens, heap, nodes: parents.length, levels };
}

/** Every buffer of a tree, to be moved to another thread. */
export function buffersOf({ heap, levels }: CountedTree): ArrayBuffer[] {
  return [heap, ...levels.flatMap((level) => Object.values(level) as Int32Array<ArrayBuffer>[])].map(
    ({ buffer }) => buffer,
  );
}

function nodesOf({ nodes, shortTokens, longTokens, grams }: TermCounter) {
  const parents = new Int32Array(nodes).fill(ROOT);
  const symbols = new Int32Array(nodes);
  const heap = new Uint8Array(longTokens.heapUsed + shortTokens.size * 9);
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
  return { parents, symbols, heap: heap.subarray(0, heapUsed) };
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

/** Nodes level by level, in the order met; a node's parent has a smaller number. */
function nodesByLevel(parents: Int32Array, most: number): Int32Array<ArrayBuffer>[] {
  const level = new Uint8Array(parents.length);
  const sizes = new Int32Array(most + 1);
  for (let node = 0; node < parents.length; node++) {
    const parent = parents[node]!;
    level[node] = parent === ROOT ? 0 : level[parent]! + 1;
    sizes[level[node]!]!++;
  }
  const levels = Array.from({ length: most }, (_, at) => new Int32Array(sizes[at]!));
  const used = new Int32Array(most);
  for (let node = 0; node < parents.length; node++) {
    const at = level[node]!;
    levels[at]![used[at]!++] = node;
  }
  return levels;
}

type SortedKeys = Pick<SortedLevel, "nodes" | "parents" | "symbols">;

function sortTokens(nodes: Int32Array<ArrayBuffer>, symbols: Int32Array, heap: Uint8Array): SortedKeys {
  const starts = picked(symbols, nodes);
  const nodeAt = new Int32Array(heap.length);
  for (let at = 0; at < nodes.length; at++) nodeAt[starts[at]!] = nodes[at]!;
  sortByteStrings(heap, starts);
  return { nodes: picked(nodeAt, starts), parents: new Int32Array(nodes.length).fill(ROOT), symbols: starts };
}

/** @param places of the nodes of all levels above; `null` on level 1 */
function sortPairs(
  nodes: Int32Array<ArrayBuffer>,
  places: Int32Array | null,
  tokens: boolean,
  parents: Int32Array,
  symbols: Int32Array,
): SortedKeys {
  const symbolKeys = picked(symbols, nodes);
  if (tokens) for (let at = 0; at < nodes.length; at++) symbolKeys[at] = places![symbolKeys[at]!]!;
  const parentKeys = picked(parents, nodes);
  sortByKeys(symbolKeys, tokens ? places!.length : 0x110000, [nodes, parentKeys]);
  if (places !== null) {
    for (let at = 0; at < nodes.length; at++) parentKeys[at] = places[parentKeys[at]!]!;
    sortByKeys(parentKeys, places.length, [nodes, symbolKeys]);
  }
  return { nodes, parents: parentKeys, symbols: symbolKeys };
}

function totalsOf(nodes: Int32Array, totals: NodeTotals) {
  const documentFrequencies = new Int32Array(nodes.length);
  const totalCounts = new Float64Array(nodes.length);
  for (let at = 0; at < nodes.length; at++) {
    documentFrequencies[at] = totals[nodes[at]! * 2]!;
    totalCounts[at] = totals[nodes[at]! * 2 + 1]!;
  }
  return { documentFrequencies, totalCounts };
}

function picked(from: Int32Array, places: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(places.length);
  for (let at = 0; at < places.length; at++) to[at] = from[places[at]!]!;
  return to;
}

/** Length in bytes of a token of a heap. */
export function tokenLength(heap: Uint8Array, start: number): number {
  return heap.indexOf(END, start) - start;
}
