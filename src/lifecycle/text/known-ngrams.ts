/** @file The words and hash buckets that have an id, and how a text's tokens become ids by them. */
import { BadVocabularyError } from "./errors.ts";
import { characterNgramBuckets, hashToken } from "./ngram-hash.ts";
import type { NgramIdsConfig } from "./ngram-ids.config.ts";
import { release } from "./release.ts";
import { sharedBytes, sharedInt32 } from "./shared-arrays.ts";
import { END } from "./sort-byte-strings.ts";
import type { TermList } from "./term-list.ts";
import { TokenTable } from "./token-table.ts";

/** The token that ends every text, as in fastText: no text is without ids, and n-grams know where a text ends. */
export const END_OF_TEXT: Uint8Array = new TextEncoder().encode("</s>");
export const END_OF_TEXT_HASH = hashToken(END_OF_TEXT, 0, END_OF_TEXT.length);

const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Plain data that all threads share. Id 0 is padding; words have 1 … words, buckets in use what follows. */
export interface KnownNgrams {
  readonly words: number;
  readonly slots: Int32Array;
  readonly heap: Uint8Array;
  /** [buckets] The id of a bucket; 0 where no training text filled it. */
  readonly bucketIds: Int32Array;
}

/** Gives words their ids, in the list's order. @throws BadVocabularyError where one comes twice */
export function knownNgrams(file: string, words: TermList, usedBuckets: Int32Array, buckets: number): KnownNgrams {
  const table = new TokenTable(2 ** Math.max(12, Math.ceil(Math.log2(words.length * 2 + 2))));
  const { bytes, offsets } = words;
  for (let word = 0; word < words.length; word++) {
    const [start, end] = [offsets[word]!, offsets[word + 1]!];
    const hash = hashToken(bytes, start, end);
    if (table.find(hash, bytes, start, end, identity) >= 0)
      throw new BadVocabularyError(file, `line ${word + 1} repeats an earlier term`);
    table.add(hash, bytes, start, end, identity, word);
  }
  const slots = sharedInt32(table.slots.length);
  slots.set(table.slots);
  const heap = sharedBytes(table.heapUsed);
  heap.set(table.heap.subarray(0, table.heapUsed));
  release(table.slots, table.heap);
  const bucketIds = sharedInt32(buckets);
  for (let place = 0; place < usedBuckets.length; place++) bucketIds[usedBuckets[place]!] = words.length + 1 + place;
  return { words: words.length, slots, heap, bucketIds };
}

/** Words whose character n-grams are remembered: the first that were met, most of which are common. */
const REMEMBERED = 1 << 17;

/** Character n-grams of words, found once for each of the first words. */
export class CharacterNgrams {
  readonly #lengths: NgramIdsConfig["characterNgrams"];
  readonly #buckets: number;
  readonly #known: (readonly number[] | undefined)[] = [];

  constructor({ characterNgrams, buckets }: NgramIdsConfig) {
    this.#lengths = characterNgrams;
    this.#buckets = buckets;
  }

  /** Whether there are any. */
  get wanted(): boolean {
    return this.#lengths !== null;
  }

  /** The buckets of a word's n-grams. `word` numbers it for the next time; -1 where it has no number. */
  bucketsOf(
    word: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    fold: Uint8Array = identity,
  ): readonly number[] {
    if (this.#lengths === null) return [];
    const isRemembered = word >= 0 && word < REMEMBERED;
    const known = isRemembered ? this.#known[word] : undefined;
    if (known !== undefined) return known;
    const found = characterNgramBuckets(
      bytes.slice(start, end).map((byte) => fold[byte]!),
      this.#lengths,
      this.#buckets,
    );
    if (isRemembered) this.#known[word] = found;
    return found;
  }
}

/** The end of a word in an `END`-terminated heap. */
export function wordEnd(heap: Uint8Array, start: number): number {
  let end = start;
  while (heap[end] !== END) end++;
  return end;
}
