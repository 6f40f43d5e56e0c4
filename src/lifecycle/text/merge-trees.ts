/** @file Fitting, second step: what the threads numbered their own way becomes one tree in code point order. */
import { type CountedTree, type SortedLevel, tokenLength } from "./counted-tree.ts";
import { ROOT } from "./pair-table.ts";
import { release } from "./release.ts";
import { sharedBytes } from "./shared-arrays.ts";
import { compareByteStrings } from "./sort-byte-strings.ts";
import type { TermList } from "./term-list.ts";
import { sizeOf } from "./utf8-bytes.ts";

/** All terms: level by level, each level in code point order. */
export interface MergedTree {
  readonly nodes: number;
  readonly tokens: boolean;
  readonly parents: Int32Array;
  /** On level 1 the start in the owner's heap or the code point; below, the token's node or the code point. */
  readonly symbols: Int32Array;
  /** [nodes of level 1] The part whose heap has the token. */
  readonly owners: Uint16Array;
  readonly heaps: readonly Uint8Array[];
  readonly documentFrequencies: Int32Array;
  readonly totalCounts: Float64Array;
  /** By part: [nodes of the part] the node here. */
  readonly nodeOf: readonly Int32Array[];
}

/** Merges trees, whose memory is given back meanwhile, but for the heaps. The result is the same for any division of the texts. */
export function mergeTrees(trees: readonly CountedTree[]): MergedTree {
  const room = trees.reduce((sum, { nodes }) => sum + nodes, 0);
  const tokens = trees[0]!.tokens;
  const merged: Merging = {
    parents: new Int32Array(room),
    symbols: new Int32Array(room),
    owners: new Uint16Array(tokens ? trees.reduce((sum, { levels }) => sum + levels[0]!.nodes.length, 0) : 0),
    documentFrequencies: new Int32Array(room),
    totalCounts: new Float64Array(room),
    nodeOf: trees.map(({ nodes }) => new Int32Array(nodes)),
  };
  let nodes = 0;
  let above: readonly Int32Array[] = [];
  let first: readonly Int32Array[] = [];
  for (let level = 0; level < trees[0]!.levels.length; level++) {
    const heads = trees.map((tree, part) => new Head(tree, level, above[part] ?? null, first[part] ?? null));
    nodes = mergeLevel(heads, merged, nodes);
    above = heads.map(({ merged: places }) => places);
    if (level === 0) first = above;
    for (const { levels } of trees) release(...Object.values(levels[level]!));
  }
  return {
    nodes,
    tokens,
    parents: merged.parents.subarray(0, nodes),
    symbols: merged.symbols.subarray(0, nodes),
    owners: merged.owners,
    heaps: trees.map(({ heap }) => heap),
    documentFrequencies: merged.documentFrequencies.subarray(0, nodes),
    totalCounts: merged.totalCounts.subarray(0, nodes),
    nodeOf: merged.nodeOf,
  };
}

type Merging = Pick<MergedTree, "parents" | "symbols" | "owners" | "documentFrequencies" | "totalCounts" | "nodeOf">;

/** Merges one level of all parts; gives the number of nodes so far. */
function mergeLevel(heads: readonly Head[], merged: Merging, firstNode: number): number {
  const { parents, symbols, owners, documentFrequencies, totalCounts, nodeOf } = merged;
  for (let node = firstNode; ; node++) {
    let least = -1;
    for (let part = 0; part < heads.length; part++)
      if (!heads[part]!.ended && (least < 0 || heads[part]!.compare(heads[least]!) < 0)) least = part;
    if (least < 0) return node;
    const lowest = heads[least]!;
    parents[node] = lowest.parent;
    symbols[node] = lowest.symbol;
    if (lowest.heap !== null) owners[node] = least;
    // Parts before the lowest have greater terms. It moves on last itself, as its term is still compared with.
    for (let part = heads.length - 1; part >= least; part--) {
      const head = heads[part]!;
      if (head.ended || (part !== least && head.compare(lowest) !== 0)) continue;
      const { nodes, documentFrequencies: frequencies, totalCounts: totals } = head.level;
      const { place } = head;
      nodeOf[part]![nodes[place]!] = node;
      documentFrequencies[node]! += frequencies[place]!;
      totalCounts[node]! += totals[place]!;
      head.merged[place] = node;
      head.next();
    }
  }
}

/** Where a part is in its sorted level, with the key there in numbers of the merged tree. */
class Head {
  readonly level: SortedLevel;
  /** Where the level is one of tokens. */
  readonly heap: Uint8Array | null;
  /** [nodes of the level] Their merged nodes, as they become known. */
  readonly merged: Int32Array;
  place = -1;
  ended = false;
  parent = ROOT;
  symbol = -1;
  readonly #above: Int32Array | null;
  readonly #tokens: Int32Array | null;

  /** @param above the merged nodes of the level above @param first those of level 1 */
  constructor(tree: CountedTree, level: number, above: Int32Array | null, first: Int32Array | null) {
    this.level = tree.levels[level]!;
    this.heap = tree.tokens && level === 0 ? tree.heap : null;
    this.merged = new Int32Array(this.level.nodes.length);
    this.#above = above;
    this.#tokens = tree.tokens ? first : null;
    this.next();
  }

  next(): void {
    const place = ++this.place;
    const { parents, symbols, nodes } = this.level;
    if (place === nodes.length) {
      this.ended = true;
      return;
    }
    if (this.#above !== null) this.parent = this.#above[parents[place]!]!;
    this.symbol = this.#tokens === null ? symbols[place]! : this.#tokens[symbols[place]!]!;
  }

  compare(other: Head): number {
    if (this.heap !== null) return compareByteStrings(this.heap, this.symbol, other.heap!, other.symbol);
    return this.parent - other.parent || this.symbol - other.symbol;
  }
}

/** The nodes that are terms, in code point order: each comes before the longer ones it begins. */
export function termsInOrder({ nodes, parents, documentFrequencies }: MergedTree): Int32Array {
  const sizes = new Int32Array(nodes);
  let terms = 0;
  for (let node = nodes - 1; node >= 0; node--) {
    if (documentFrequencies[node]! > 0) {
      sizes[node]!++;
      terms++;
    }
    if (parents[node] !== ROOT) sizes[parents[node]!]! += sizes[node]!;
  }
  const order = new Int32Array(terms);
  const next = new Int32Array(nodes);
  let top = 0;
  for (let node = 0; node < nodes; node++) {
    const parent = parents[node]!;
    let place: number;
    if (parent === ROOT) {
      place = top;
      top += sizes[node]!;
    } else {
      place = next[parent]!;
      next[parent]! += sizes[node]!;
    }
    if (documentFrequencies[node]! > 0) order[place++] = node;
    next[node] = place;
  }
  return order;
}

/** The terms of some nodes as text. */
export function spellTerms(tree: MergedTree, kept: Int32Array): TermList {
  const { tokens, parents, symbols, owners, heaps, nodes } = tree;
  const lengths = new Int32Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const parent = parents[node]!;
    const symbol = symbols[node]!;
    if (!tokens) lengths[node] = sizeOf(symbol) + (parent === ROOT ? 0 : lengths[parent]!);
    else if (parent === ROOT) lengths[node] = tokenLength(heaps[owners[node]!]!, symbol);
    else lengths[node] = lengths[parent]! + 1 + lengths[symbol]!;
  }
  const offsets = new Uint32Array(new SharedArrayBuffer((kept.length + 1) * 4));
  for (let at = 0; at < kept.length; at++) offsets[at + 1] = offsets[at]! + lengths[kept[at]!]!;
  const bytes = sharedBytes(offsets[kept.length]!);
  for (let at = 0; at < kept.length; at++) {
    let end = offsets[at + 1]!;
    for (let node = kept[at]!; node !== ROOT; node = parents[node]!) {
      const symbol = symbols[node]!;
      if (!tokens) {
        end -= sizeOf(symbol);
        writeUtf8(bytes, end, symbol);
        continue;
      }
      const token = parents[node] === ROOT ? node : symbol;
      const heap = heaps[owners[token]!]!;
      const length = lengths[token]!;
      const start = symbols[token]!;
      end -= length;
      for (let byte = 0; byte < length; byte++) bytes[end + byte] = heap[start + byte]!;
      if (token !== node) bytes[--end] = 0x20;
    }
  }
  return { length: kept.length, bytes, offsets };
}

function writeUtf8(bytes: Uint8Array, at: number, codePoint: number): void {
  const length = sizeOf(codePoint);
  if (length === 1) {
    bytes[at] = codePoint;
    return;
  }
  for (let byte = length - 1; byte > 0; byte--) {
    bytes[at + byte] = 0x80 | (codePoint & 0x3f);
    codePoint >>= 6;
  }
  bytes[at] = ((0xff00 >> length) & 0xff) | codePoint;
}
