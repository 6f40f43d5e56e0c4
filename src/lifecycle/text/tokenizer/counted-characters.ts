/** @file Words one after the other as numbers of their characters. */
import { compareCodePoints } from "../code-point-order.ts";

/** Words `0 … counts.length-1`, in the order of their code points, so that nothing depends on which one was met first. */
export interface CountedCharacters {
  /** By rank, which is by code point; rank 0 is the end of a word and spells nothing. */
  readonly alphabet: readonly string[];
  /** [characters + words] Ranks; 0 ends each word. */
  readonly ranks: Uint32Array;
  /** [words + 1] Where each word begins in `ranks`. */
  readonly starts: Uint32Array;
  /** [words] How often each occurs. */
  readonly counts: Float64Array;
}

/** Numbers the characters. */
export function countedCharacters(words: ReadonlyMap<string, number>): CountedCharacters {
  const sorted = [...words.keys()].toSorted(compareCodePoints);
  const found = new Set<string>();
  let length = sorted.length;
  for (const word of sorted)
    for (const character of word) {
      found.add(character);
      length++;
    }
  const alphabet = ["", ...[...found].toSorted(compareCodePoints)];
  const rankOf = new Map(alphabet.map((character, rank) => [character, rank]));
  const ranks = new Uint32Array(length);
  const starts = new Uint32Array(sorted.length + 1);
  let at = 0;
  for (const [word, spelling] of sorted.entries()) {
    for (const character of spelling) ranks[at++] = rankOf.get(character)!;
    starts[word + 1] = ++at;
  }
  return { alphabet, ranks, starts, counts: Float64Array.from(sorted, (word) => words.get(word)!) };
}
