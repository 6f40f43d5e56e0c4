/**
 * @file Words in pieces. Symbols 0 … 255 are bytes within a word, 256 … 511 bytes that a word starts with, and 512 + i the
 * two symbols of merge i joined.
 */

import { type CountedWord, joinPair, learnPairs } from "./learn-pairs.ts";

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
export function learnMerges(words: readonly CountedWord[], most: number): Merges {
  const merges: number[] = [];
  learnPairs(words, {
    least: 2,
    isDone: () => merges.length >= most * 2,
    join: (left, right) => BASE_SYMBOLS + merges.push(left, right) / 2 - 1,
  });
  return Int32Array.from(merges);
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
