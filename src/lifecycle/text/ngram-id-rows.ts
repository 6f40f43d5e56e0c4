/** @file Texts as n-gram ids, once it is known which words and buckets have one. */
import { ByteTokens } from "./byte-tokens.ts";
import { CharacterNgrams, END_OF_TEXT, END_OF_TEXT_HASH, type KnownNgrams } from "./known-ngrams.ts";
import { wordNgramBuckets } from "./ngram-hash.ts";
import type { NgramIdsConfig } from "./ngram-ids.config.ts";
import { TokenTable } from "./token-table.ts";

/** What an encoder of n-gram ids knows. */
export interface NgramIdsState {
  readonly config: NgramIdsConfig;
  readonly known: KnownNgrams;
}

const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Encodes one text at a time: its words' ids, each followed by those of its characters, then those of word n-grams. */
export class NgramIdRows {
  readonly values = null;
  ids = new Int32Array(1 << 12);
  readonly #state: NgramIdsState;
  readonly #tokens: ByteTokens;
  readonly #table = new TokenTable();
  readonly #characters: CharacterNgrams;
  readonly #endOfText: number;
  #hashes = new Int32Array(1 << 10);

  constructor(state: NgramIdsState) {
    const { config, known } = state;
    this.#state = state;
    this.#tokens = new ByteTokens(config);
    this.#characters = new CharacterNgrams(config);
    this.#table.restore(known.slots, known.words, known.heap);
    this.#endOfText = this.#wordId(END_OF_TEXT_HASH, END_OF_TEXT, 0, END_OF_TEXT.length, identity);
  }

  state(): NgramIdsState {
    return this.#state;
  }

  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    this.#tokens.cutBytes(bytes, start, end);
    return this.#encode();
  }

  encodeText(text: string): number {
    this.#tokens.cutText(text);
    return this.#encode();
  }

  #wordId(hash: number, bytes: Uint8Array, start: number, end: number, fold: Uint8Array): number {
    const place = this.#table.find(hash, bytes, start, end, fold);
    return place < 0 ? 0 : this.#table.slots[place + 2]!;
  }

  #encode(): number {
    const { bytes, fold, starts, ends, hashes, count } = this.#tokens;
    const { wordNgrams, buckets } = this.#state.config;
    const { bucketIds } = this.#state.known;
    const characters = this.#characters;
    let used = 0;
    this.#reserve(count + 1, 0);
    for (let token = 0; token < count; token++) {
      const [start, end] = [starts[token]!, ends[token]!];
      const id = this.#wordId(hashes[token]!, bytes, start, end, fold);
      if (id > 0) this.ids[used++] = id;
      if (!characters.wanted) continue;
      const found = characters.bucketsOf(id - 1, bytes, start, end, fold);
      this.#reserve(used + found.length + count - token + 1, used);
      for (const bucket of found) if (bucketIds[bucket]! > 0) this.ids[used++] = bucketIds[bucket]!;
    }
    if (this.#endOfText > 0) this.ids[used++] = this.#endOfText;
    if (wordNgrams === 1) return used;
    if (this.#hashes.length < count + 1) this.#hashes = new Int32Array(count * 2);
    this.#hashes.set(hashes.subarray(0, count));
    this.#hashes[count] = END_OF_TEXT_HASH;
    this.#reserve(used + (count + 1) * (wordNgrams - 1), used);
    const { ids } = this;
    const end = wordNgramBuckets(this.#hashes, count + 1, wordNgrams, buckets, ids, used, 0);
    for (let at = used; at < end; at++) {
      const id = bucketIds[ids[at]!]!;
      if (id > 0) ids[used++] = id;
    }
    return used;
  }

  /** Makes room for `length` ids and keeps the first `kept`. */
  #reserve(length: number, kept: number): void {
    if (length <= this.ids.length) return;
    const grown = new Int32Array(length * 2);
    grown.set(this.ids.subarray(0, kept));
    this.ids = grown;
  }
}
