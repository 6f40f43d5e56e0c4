/** @file Fitting, second step: what the threads numbered their own way becomes one tree in code point order. */
import type { CountedTree, SortedLevel, SortLevelJob } from "./count-texts.ts";
import { tokenLength } from "./count-texts.ts";
import { ROOT } from "./pair-table.ts";
import { sharedBytes, sharedInt32 } from "./shared-arrays.ts";
import { compareByteStrings } from "./sort-byte-strings.ts";
import type { TermList } from "./term-list.ts";

/** All terms: level by level, each level in code point order. */
export interface MergedTree {
  readonly nodes: number;
  readonly tokens: boolean;
  readonly parents: Int32Array;
  /** As in a part; the token's node below level 1 is one of this tree. */
  readonly symbols: Int32Array;
  /** [nodes of level 1] The part whose heap has the token. */
  readonly owners: Uint16Array;
  readonly heaps: readonly Uint8Array[];
  readonly documentFrequencies: Int32Array;
  readonly totalCounts: Float64Array;
  /** By part: [nodes of the part] the node here. */
  readonly nodeOf: readonly Int32Array[];
}

/** Merges trees; `sort` sorts one level of each, in parallel where it can. */
export async function mergeTrees(
  trees: readonly CountedTree[],
  sort: (jobs: readonly SortLevelJob[]) => Promise<readonly SortedLevel[]>,
): Promise<MergedTree> {
  const room = trees.reduce((sum, { parents }) => sum + parents.length, 0);
  const tokens = trees[0]!.tokens;
  const merged = {
    parents: new Int32Array(room),
    symbols: new Int32Array(room),
    owners: new Uint16Array(tokens ? trees.reduce((sum, { levels }) => sum + levels[0]!.length, 0) : 0),
    documentFrequencies: new Int32Array(room),
    totalCounts: new Float64Array(room),
    nodeOf: trees.map(({ parents }) => sharedInt32(parents.length)),
  };
  let nodes = 0;
  for (let level = 0; level < trees[0]!.levels.length; level++) {
    const parts = await sort(trees.map((tree, part) => ({ tree, level, ranks: merged.nodeOf[part]!, ranked: nodes })));
    const heaps = level === 0 && tokens ? trees.map(({ heap }) => heap) : null;
    nodes = mergeLevel(parts, heaps, merged, nodes);
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

interface Merging {
  readonly parents: Int32Array;
  readonly symbols: Int32Array;
  readonly owners: Uint16Array;
  readonly documentFrequencies: Int32Array;
  readonly totalCounts: Float64Array;
  readonly nodeOf: readonly Int32Array[];
}

/** Merges one sorted level of all parts, by the tokens in `heaps` or else by number; gives the number of nodes so far. */
function mergeLevel(
  parts: readonly SortedLevel[],
  heaps: readonly Uint8Array[] | null,
  merged: Merging,
  first: number,
): number {
  const { parents, symbols, owners, documentFrequencies, totalCounts, nodeOf } = merged;
  const places = new Int32Array(parts.length);
  const compare = (left: number, right: number) => {
    const a = parts[left]!;
    const b = parts[right]!;
    const [atA, atB] = [places[left]!, places[right]!];
    if (heaps !== null) return compareByteStrings(heaps[left]!, a.symbols[atA]!, heaps[right]!, b.symbols[atB]!);
    return a.parents[atA]! - b.parents[atB]! || a.symbols[atA]! - b.symbols[atB]!;
  };
  for (let node = first; ; node++) {
    let least = -1;
    for (let part = 0; part < parts.length; part++)
      if (places[part]! < parts[part]!.nodes.length && (least < 0 || compare(part, least) < 0)) least = part;
    if (least < 0) return node;
    const { parents: itsParents, symbols: itsSymbols } = parts[least]!;
    const at = places[least]!;
    parents[node] = itsParents[at]!;
    symbols[node] = itsSymbols[at]!;
    if (heaps !== null) owners[node] = least;
    // Parts before the least have greater terms; the least itself moves on last, as its term is still compared with.
    for (let part = parts.length - 1; part >= least; part--) {
      const place = places[part]!;
      const { nodes, documentFrequencies: frequencies, totalCounts: totals } = parts[part]!;
      if (place >= nodes.length || (part !== least && compare(part, least) !== 0)) continue;
      nodeOf[part]![nodes[place]!] = node;
      documentFrequencies[node]! += frequencies[place]!;
      totalCounts[node]! += totals[place]!;
      places[part] = place + 1;
    }
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
    if (!tokens) lengths[node] = utf8Length(symbol) + (parent === ROOT ? 0 : lengths[parent]!);
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
        end -= utf8Length(symbol);
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

function utf8Length(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

function writeUtf8(bytes: Uint8Array, at: number, codePoint: number): void {
  const length = utf8Length(codePoint);
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
