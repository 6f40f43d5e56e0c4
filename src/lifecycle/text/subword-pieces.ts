/**
 * @file Words in pieces. Symbols 0 … 255 are bytes within a word, 256 … 511 bytes that a word starts with, and 512 + i the
 * two symbols of merge i joined.
 */

/** Symbols before the first merge. */
export const BASE_SYMBOLS = 512;

/** Merges in the order of learning: merge `i` joins the symbols `[2 i]` and `[2 i + 1]`. */
export type Merges = Int32Array;

/** What a text is cut into before any word is: runs of letters, digits and marks, and every other sign by itself. */
export const SUBWORD_WORDS = "(?u)\\w+|[^\\w\\s]";

/** A word's symbols before any merge. */
export function bytesOfWord(word: Uint8Array): number[] {
  return Array.from(word, (byte, at) => (at === 0 ? byte + 256 : byte));
}

/** The UTF-8 bytes of a symbol, and whether words start with it. */
export function spellSymbol(
  merges: Merges,
  symbol: number,
): { readonly bytes: readonly number[]; readonly starts: boolean } {
  if (symbol < BASE_SYMBOLS) return { bytes: [symbol % 256], starts: symbol >= 256 };
  const merge = (symbol - BASE_SYMBOLS) * 2;
  const [left, right] = [spellSymbol(merges, merges[merge]!), spellSymbol(merges, merges[merge + 1]!)];
  return { bytes: [...left.bytes, ...right.bytes], starts: left.starts };
}

/** Learns merges: each time the pair that is most frequent in all words, of equals that of the smallest symbols. */
export function learnMerges(
  words: readonly { readonly symbols: number[]; readonly count: number }[],
  most: number,
): Merges {
  const pairs = new Map<number, { count: number; readonly words: Set<number> }>();
  const keyOf = (left: number, right: number) => left * 2 ** 24 + right;
  /** Counts the pairs of a word in, or out; notes which ones have become more frequent. */
  function change(word: number, sign: 1 | -1, risen: Set<number>): void {
    const { symbols, count } = words[word]!;
    for (let at = 0; at + 1 < symbols.length; at++) {
      const key = keyOf(symbols[at]!, symbols[at + 1]!);
      const pair = pairs.get(key) ?? { count: 0, words: new Set() };
      pair.count += sign * count;
      if (sign === 1) {
        pairs.set(key, pair);
        pair.words.add(word);
        risen.add(key);
      } else if (pair.count === 0) pairs.delete(key);
    }
  }
  const queue = createPairQueue();
  function enqueue(keys: Iterable<number>): void {
    for (const key of keys) {
      const pair = pairs.get(key);
      if (pair !== undefined) queue.push(key, pair.count);
    }
  }
  const all = new Set<number>();
  for (const word of words.keys()) change(word, 1, all);
  enqueue(all);
  const merges: number[] = [];
  for (let symbol = BASE_SYMBOLS; merges.length < most * 2; ) {
    const next = queue.pop();
    if (next === undefined) break;
    const pair = pairs.get(next.key);
    if (pair === undefined) continue;
    if (pair.count !== next.count) {
      if (pair.count < next.count) queue.push(next.key, pair.count); // it has become rarer since
      continue;
    }
    if (pair.count < 2) break;
    const [left, right] = [Math.floor(next.key / 2 ** 24), next.key % 2 ** 24];
    merges.push(left, right);
    const risen = new Set<number>();
    for (const word of [...pair.words]) {
      change(word, -1, risen);
      joinPair(words[word]!.symbols, left, right, symbol);
      change(word, 1, risen);
    }
    enqueue(risen);
    symbol++;
  }
  return Int32Array.from(merges);
}

/** Joins every left and right that are neighbours, in place. */
function joinPair(symbols: number[], left: number, right: number, joined: number): void {
  let to = 0;
  for (let from = 0; from < symbols.length; from++) {
    const isPair = symbols[from] === left && symbols[from + 1] === right;
    symbols[to++] = isPair ? joined : symbols[from]!;
    if (isPair) from++;
  }
  symbols.length = to;
}

interface QueuedPair {
  readonly key: number;
  readonly count: number;
}

/** A heap of pairs: the largest count first, of equals the smallest key. */
function createPairQueue() {
  const heap: QueuedPair[] = [];
  const before = (left: QueuedPair, right: QueuedPair) =>
    left.count > right.count || (left.count === right.count && left.key < right.key);
  return {
    push(key: number, count: number): void {
      const pair = { key, count };
      let at = heap.push(pair) - 1;
      for (let parent = (at - 1) >> 1; at > 0 && before(pair, heap[parent]!); parent = (at - 1) >> 1) {
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = pair;
    },
    pop(): QueuedPair | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      let at = 0;
      for (;;) {
        let child = at * 2 + 1;
        if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
        if (child >= heap.length || !before(heap[child]!, last)) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
      return first;
    },
  };
}

/** Cuts words into pieces by merges, the first learnt first. */
export function createWordSplitter(merges: Merges): (word: string) => readonly number[] {
  const rankOf = new Map<number, number>();
  for (let merge = 0; merge * 2 < merges.length; merge++)
    rankOf.set(merges[merge * 2]! * 2 ** 24 + merges[merge * 2 + 1]!, merge);
  const known = new Map<string, readonly number[]>();
  const encoder = new TextEncoder();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const symbols = bytesOfWord(encoder.encode(word));
    for (;;) {
      let best = Number.POSITIVE_INFINITY;
      for (let at = 0; at + 1 < symbols.length; at++) {
        const rank = rankOf.get(symbols[at]! * 2 ** 24 + symbols[at + 1]!);
        if (rank !== undefined && rank < best) best = rank;
      }
      if (best === Number.POSITIVE_INFINITY) break;
      joinPair(symbols, merges[best * 2]!, merges[best * 2 + 1]!, BASE_SYMBOLS + best);
    }
    if (known.size >= KNOWN_WORDS) known.clear();
    known.set(word, symbols);
    return symbols;
  };
}

/** Words whose pieces are remembered. */
const KNOWN_WORDS = 100_000;
