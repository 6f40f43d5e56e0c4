/** @file Learning n-gram ids: threads number the words of their texts, which are then merged; the buckets follow. */
import type { TaskContext } from "../../foundation/index.ts";
import { ByteTokens } from "./byte-tokens.ts";
import { CharacterNgrams, END_OF_TEXT, END_OF_TEXT_HASH, wordEnd } from "./known-ngrams.ts";
import { hashToken, wordNgramBuckets } from "./ngram-hash.ts";
import type { NgramIdsConfig } from "./ngram-ids.config.ts";
import { release } from "./release.ts";
import { sharedBytes, sharedInt32 } from "./shared-arrays.ts";
import { compareByteStrings } from "./sort-byte-strings.ts";
import type { TermList } from "./term-list.ts";
import { type TextBlocks, takeBlocks } from "./text-blocks.ts";
import type { TextColumn } from "./text-column.ts";
import { TokenTable } from "./token-table.ts";

const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** The words that one thread met, numbered by it. */
export interface WordsOfThread {
  /** All words, each ended by `END`. */
  readonly heap: Uint8Array;
  /** [words] Where each starts in `heap`. */
  readonly starts: Int32Array;
  /** [words] */
  readonly counts: Int32Array;
}

/** The texts that one thread read, as numbers of its words. */
export interface NumberedTexts extends WordsOfThread {
  readonly blocks: readonly NumberedBlock[];
}

interface NumberedBlock {
  readonly block: number;
  /** The texts one after the other, each ended by word 0, the end of text. */
  readonly tokens: Int32Array;
}

/** A growing set of words with their counts. Word 0 is the end of text. */
export class WordNumbers {
  readonly #table = new TokenTable(1 << 14);
  readonly #most: number;
  #counts = new Int32Array(1 << 12);
  #starts = new Int32Array(1 << 12);

  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
    this.add(END_OF_TEXT_HASH, END_OF_TEXT, 0, END_OF_TEXT.length, identity, 0);
  }

  /** The number of a word, counted `times` more; `UNNUMBERED` for a new one where there are as many as there may be. */
  add(hash: number, bytes: Uint8Array, start: number, end: number, fold: Uint8Array, times: number): number {
    const table = this.#table;
    let place = table.find(hash, bytes, start, end, fold);
    if (place < 0) {
      const word = table.size;
      if (word >= this.#most) return UNNUMBERED;
      if (word === this.#counts.length) {
        this.#counts = grown(this.#counts);
        this.#starts = grown(this.#starts);
      }
      this.#starts[word] = table.heapUsed;
      place = table.add(hash, bytes, start, end, fold, word);
    }
    const word = table.slots[place + 2]! - 1;
    this.#counts[word]! += times;
    return word;
  }

  /** Counts texts that ended. */
  addEnds(times: number): void {
    this.#counts[0]! += times;
  }

  /** All words in shared memory. No more can be added: what the set took is given back. */
  finish(): WordsOfThread {
    const { size, slots, heap, heapUsed } = this.#table;
    const shared = { heap: sharedBytes(heapUsed), starts: sharedInt32(size), counts: sharedInt32(size) };
    shared.heap.set(heap.subarray(0, heapUsed));
    shared.starts.set(this.#starts.subarray(0, size));
    shared.counts.set(this.#counts.subarray(0, size));
    release(slots, heap, this.#counts, this.#starts);
    return shared;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Stands for a word without a number; its hash follows. */
export const UNNUMBERED = -1;

/** Numbers the tokens of texts with words of its own, which grow. */
export interface TokenNumberer {
  /**
   * The tokens of texts `from … to`, one text after the other, each ended by word 0. A word that is met once there are
   * `mostWords` has no number: `UNNUMBERED` and its hash stand for it. Valid until the next call.
   */
  number(texts: TextColumn, from?: number, to?: number): Int32Array;
  /** All words; no more texts can be numbered. */
  finish(): WordsOfThread;
}

/** Makes a numberer without words. */
export function createTokenNumberer(config: NgramIdsConfig, mostWords = Number.POSITIVE_INFINITY): TokenNumberer {
  const cutter = new ByteTokens(config);
  const words = new WordNumbers(mostWords);
  let buffer = new Int32Array(1 << 16);
  return {
    number({ bytes, offsets, length }, from = 0, to = length) {
      let used = 0;
      for (let row = from; row < to; row++) {
        cutter.cutBytes(bytes, offsets[row]!, offsets[row + 1]!);
        const { fold, starts, ends, hashes, count } = cutter;
        while (used + count * 2 + 1 > buffer.length) buffer = grown(buffer);
        for (let token = 0; token < count; token++) {
          const word = words.add(hashes[token]!, cutter.bytes, starts[token]!, ends[token]!, fold, 1);
          buffer[used++] = word;
          if (word === UNNUMBERED) buffer[used++] = hashes[token]!;
        }
        buffer[used++] = 0;
      }
      words.addEnds(to - from);
      return buffer.subarray(0, used);
    },
    finish: () => words.finish(),
  };
}

/** Numbers the tokens of blocks until none is left. */
export function numberTokens(
  { config, blocks }: { readonly config: NgramIdsConfig; readonly blocks: TextBlocks },
  context: Pick<TaskContext, "progress" | "throwIfCancelled">,
): NumberedTexts {
  const numberer = createTokenNumberer(config);
  const numbered: NumberedBlock[] = [];
  takeBlocks(blocks, "Counting words", context, (block, first, last) => {
    const tokens = numberer.number(blocks.texts, first, last);
    const shared = sharedInt32(tokens.length);
    shared.set(tokens);
    numbered.push({ block, tokens: shared });
  });
  return { ...numberer.finish(), blocks: numbered };
}

/**
 * All words by descending count (then by their bytes), whatever the threads, the first `most` of them, and for each thread
 * its words' ids.
 */
export function mergeWords(
  parts: readonly WordsOfThread[],
  minCount: number,
  most = Number.POSITIVE_INFINITY,
): { readonly words: TermList; readonly idsOf: readonly Int32Array[] } {
  const merged = new WordNumbers();
  const numbers = parts.map(({ heap, starts, counts }) =>
    Int32Array.from(starts, (start, word) => {
      const end = wordEnd(heap, start);
      return merged.add(hashToken(heap, start, end), heap, start, end, identity, counts[word]!);
    }),
  );
  const { heap, starts, counts } = merged.finish();
  const order = Int32Array.from(starts.keys())
    .filter((word) => counts[word]! >= minCount)
    .sort(
      (left, right) => counts[right]! - counts[left]! || compareByteStrings(heap, starts[left]!, heap, starts[right]!),
    )
    .subarray(0, most);
  const ids = new Int32Array(starts.length);
  for (const [place, word] of order.entries()) ids[word] = place + 1;
  const lengths = Array.from(order, (word) => wordEnd(heap, starts[word]!) - starts[word]!);
  const offsets = new Uint32Array(order.length + 1);
  for (const [place, length] of lengths.entries()) offsets[place + 1] = offsets[place]! + length;
  const bytes = new Uint8Array(offsets[order.length]!);
  for (const [place, word] of order.entries())
    bytes.set(heap.subarray(starts[word]!, starts[word]! + lengths[place]!), offsets[place]!);
  return {
    words: { length: order.length, bytes, offsets },
    idsOf: numbers.map((own) => {
      const shared = sharedInt32(own.length);
      for (let word = 0; word < own.length; word++) shared[word] = ids[own[word]!]!;
      return shared;
    }),
  };
}

/** Makes the ids of texts whose tokens one thread numbered. */
export interface IdMaker {
  /**
   * Writes the ids of the text `tokens[start … end]` from `target[at]` on, buckets as `firstBucket` + bucket, and notes which
   * buckets are filled; gives the place behind, or -1 where there is no room.
   */
  make(tokens: Int32Array, start: number, end: number, target: Int32Array, at: number): number;
}

/** Makes a maker. `idOf` [words of the thread] has 0 for words without an id; `isUsed` [buckets] receives ones. */
export function createIdMaker(
  config: NgramIdsConfig,
  { heap, starts }: WordsOfThread,
  idOf: Int32Array,
  firstBucket: number,
  isUsed: Uint8Array,
): IdMaker {
  const hashOf = Int32Array.from(starts, (start) => hashToken(heap, start, wordEnd(heap, start)));
  const { wordNgrams, buckets } = config;
  const characters = new CharacterNgrams(config);
  let hashes = new Int32Array(1 << 10);
  return {
    make(tokens, start, end, target, at) {
      const room = (end - start) * wordNgrams;
      if (at + room > target.length) return -1;
      if (hashes.length < end - start) hashes = new Int32Array((end - start) * 2);
      let count = 0;
      for (let token = start; token < end; token++) {
        const word = tokens[token]!;
        if (word === UNNUMBERED) {
          hashes[count++] = tokens[++token]!;
          continue;
        }
        hashes[count++] = hashOf[word]!;
        if (idOf[word]! > 0) target[at++] = idOf[word]!;
        if (word === 0 || !characters.wanted) continue;
        const found = characters.bucketsOf(word, heap, starts[word]!, wordEnd(heap, starts[word]!));
        if (at + found.length + room > target.length) return -1;
        for (const bucket of found) {
          isUsed[bucket] = 1;
          target[at++] = firstBucket + bucket;
        }
      }
      if (wordNgrams === 1) return at;
      const last = wordNgramBuckets(hashes, count, wordNgrams, buckets, target, at, firstBucket);
      for (; at < last; at++) isUsed[target[at]! - firstBucket] = 1;
      return at;
    },
  };
}

/** What makes ids of one thread's numbered texts. */
export interface MakeIdsJob {
  readonly config: NgramIdsConfig;
  readonly numbered: NumberedTexts;
  /** [words of the thread] Ids; 0 for words without one. */
  readonly idOf: Int32Array;
  readonly firstBucket: number;
  readonly bounds: Int32Array;
  /** [buckets] Receives 1 for each bucket that is filled. */
  readonly isUsed: Uint8Array;
  /** [texts] Receives the number of ids of each text. */
  readonly rowEntries: Int32Array;
}

/** The ids of one block, buckets still as `firstBucket` + bucket. */
export interface UnnamedBlock {
  readonly block: number;
  readonly ids: Int32Array;
}

/** Makes ids of texts whose words have theirs. */
export function makeIds(
  { config, numbered, idOf, firstBucket, bounds, isUsed, rowEntries }: MakeIdsJob,
  { progress, throwIfCancelled }: Pick<TaskContext, "progress" | "throwIfCancelled">,
): UnnamedBlock[] {
  const maker = createIdMaker(config, numbered, idOf, firstBucket, isUsed);
  let ids = new Int32Array(1 << 16);
  return numbered.blocks.map(({ block, tokens }, done) => {
    throwIfCancelled();
    progress({ task: "Hashing n-grams", done, total: numbered.blocks.length, unit: "blocks" });
    let used = 0;
    let row = bounds[block]!;
    for (let first = 0; first < tokens.length; row++) {
      const end = tokens.indexOf(0, first) + 1;
      let next = maker.make(tokens, first, end, ids, used);
      for (; next < 0; next = maker.make(tokens, first, end, ids, used)) ids = grown(ids);
      rowEntries[row] = next - used;
      used = next;
      first = end;
    }
    const shared = sharedInt32(used);
    shared.set(ids.subarray(0, used));
    return { block, ids: shared };
  });
}

/** Copies blocks to their places in `target`, buckets by their ids. */
export function nameBuckets({
  blocks,
  starts,
  firstBucket,
  bucketIds,
  target,
}: {
  readonly blocks: readonly UnnamedBlock[];
  /** Where each of `blocks` starts in `target`. */
  readonly starts: readonly number[];
  readonly firstBucket: number;
  readonly bucketIds: Int32Array;
  readonly target: Int32Array;
}): void {
  for (const [index, { ids }] of blocks.entries()) {
    const start = starts[index]!;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!;
      target[start + at] = id < firstBucket ? id : bucketIds[id - firstBucket]!;
    }
  }
}
