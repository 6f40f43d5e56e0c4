/** @file Byte-pair encoding learnt from words (Sennrich et al. 2016, algorithm 1), without counting all pairs anew each time. */
import { createHeap } from "../../foundation/index.ts";

/** A word as symbols, which learning joins in place, and how often it occurs. */
export interface CountedWord {
  readonly symbols: number[];
  readonly count: number;
}

/** What decides which pairs are learnt. */
export interface PairRules {
  /** Pairs that occur less often are not joined. */
  readonly least: number;
  readonly isDone: () => boolean;
  /** The symbol, below 2^24, of a pair that is joined from now on. */
  readonly join: (left: number, right: number) => number;
}

/** Joins, again and again, the pair that is most frequent in all words; of equals that of the smallest symbols. */
export function learnPairs(words: readonly CountedWord[], { least, isDone, join }: PairRules): void {
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
  /** The largest count first, of equals the smallest key. */
  const queue = createHeap<QueuedPair>(
    (left, right) => left.count > right.count || (left.count === right.count && left.key < right.key),
  );
  function enqueue(keys: Iterable<number>): void {
    for (const key of keys) {
      const pair = pairs.get(key);
      if (pair !== undefined) queue.push({ key, count: pair.count });
    }
  }
  const all = new Set<number>();
  for (const word of words.keys()) change(word, 1, all);
  enqueue(all);
  while (!isDone()) {
    const next = queue.pop();
    if (next === undefined) break;
    const pair = pairs.get(next.key);
    if (pair === undefined) continue;
    if (pair.count !== next.count) {
      if (pair.count < next.count) queue.push({ key: next.key, count: pair.count }); // it has become rarer since
      continue;
    }
    if (pair.count < least) break;
    const [left, right] = [Math.floor(next.key / 2 ** 24), next.key % 2 ** 24];
    const joined = join(left, right);
    const risen = new Set<number>();
    for (const word of [...pair.words]) {
      change(word, -1, risen);
      joinPair(words[word]!.symbols, left, right, joined);
      change(word, 1, risen);
    }
    enqueue(risen);
  }
}

/** Joins every left and right that are neighbours, in place. */
export function joinPair(symbols: number[], left: number, right: number, joined: number): void {
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
