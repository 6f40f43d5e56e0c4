/** @file What encodes texts once a pipeline is fitted: on this thread or, from the same plain state, on any other. */
import { planAnalysis } from "./analysis-plan.ts";
import { HashedTerms } from "./hashed-terms.ts";
import type { HashingConfig } from "./hashing.config.ts";
import { NgramIdRows, type NgramIdsState } from "./ngram-id-rows.ts";
import { RowEncoder } from "./row-encoder.ts";
import { type SubwordIdsState, SubwordRows } from "./subword-rows.ts";
import { type CounterSnapshot, frozenCounter, type TermCounter } from "./term-counter.ts";
import type { TfidfConfig } from "./tfidf.config.ts";
import type { RowWeighting } from "./tfidf-weights.ts";
import { type TokenizerIdsState, TokenizerRows } from "./tokenizer-rows.ts";
import type { WordIdsConfig } from "./word-ids.config.ts";

/** What an encoder knows, as plain data. */
export type EncoderState =
  | {
      readonly config: TfidfConfig;
      readonly snapshot: CounterSnapshot;
      /** [nodes] Columns, -1 for what is no term. */
      readonly columnOf: Int32Array;
      readonly columns: number;
      readonly weighting: RowWeighting;
    }
  | { readonly config: HashingConfig }
  | NgramIdsState
  | SubwordIdsState
  | TokenizerIdsState
  | {
      readonly config: WordIdsConfig;
      readonly snapshot: CounterSnapshot;
      /** [nodes] Word ids. */
      readonly idOf: Int32Array;
    };

/** Encodes one text at a time; the latest row is `ids` and, for matrices, `values`, up to the length it gave. */
export interface TextEncoderOfRows {
  readonly ids: Int32Array;
  readonly values: Float64Array | null;
  /** Whether a part of the latest text was left out for its length; absent where that is not counted. */
  readonly isCut?: boolean;
  encodeBytes(bytes: Uint8Array, start: number, end: number): number;
  encodeText(text: string): number;
  /** What another thread needs to do the same. */
  state(): EncoderState;
}

/** Makes an encoder from what it is to know. The state must not be used by another encoder of this thread. */
export function createEncoder(state: EncoderState): TextEncoderOfRows {
  if ("columnOf" in state) return new CountedRows(state);
  if ("idOf" in state) return new WordIdRows(state);
  if ("merges" in state) return new SubwordRows(state);
  if ("file" in state) return new TokenizerRows(state);
  if ("known" in state) return new NgramIdRows(state);
  return new HashedRows(state.config);
}

type TfidfState = Extract<EncoderState, { readonly config: TfidfConfig }>;
type WordIdsState = Extract<EncoderState, { readonly config: WordIdsConfig }>;

class CountedRows implements TextEncoderOfRows {
  readonly #state: TfidfState;
  readonly #counter: TermCounter;
  readonly #rows: RowEncoder;
  constructor(state: TfidfState) {
    this.#state = state;
    this.#counter = frozenCounter(planAnalysis(state.config), state.snapshot);
    this.#rows = new RowEncoder(state.weighting, state.columns);
  }
  state(): EncoderState {
    return { ...this.#state, snapshot: this.#counter.snapshot() };
  }
  get ids() {
    return this.#rows.columns;
  }
  get values() {
    return this.#rows.values;
  }
  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    this.#counter.addBytes(bytes, start, end);
    return this.#finish();
  }
  encodeText(text: string): number {
    this.#counter.addText(text);
    return this.#finish();
  }
  #finish(): number {
    const { ids, counts, used } = this.#counter;
    const length = this.#rows.encode(ids, counts, 0, used, this.#state.columnOf);
    this.#counter.clear();
    return length;
  }
}

class HashedRows implements TextEncoderOfRows {
  readonly #terms: HashedTerms;
  readonly #rows: RowEncoder;
  readonly #config: HashingConfig;
  constructor(config: HashingConfig) {
    const { binary, norm, features } = config;
    this.#config = config;
    this.#terms = new HashedTerms(config);
    this.#rows = new RowEncoder({ binary, norm, sublinearTf: false, idf: null }, features);
  }
  state(): EncoderState {
    return { config: this.#config };
  }
  get ids() {
    return this.#rows.columns;
  }
  get values() {
    return this.#rows.values;
  }
  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    this.#terms.addBytes(bytes, start, end);
    return this.#rows.encode(this.#terms.columns, this.#terms.counts, 0, this.#terms.used, null);
  }
  encodeText(text: string): number {
    this.#terms.addText(text);
    return this.#rows.encode(this.#terms.columns, this.#terms.counts, 0, this.#terms.used, null);
  }
}

class WordIdRows implements TextEncoderOfRows {
  readonly #counter: TermCounter;
  readonly #state: WordIdsState;
  ids = new Int32Array(1 << 10);
  readonly values = null;
  constructor(state: WordIdsState) {
    this.#state = state;
    this.#counter = frozenCounter(planAnalysis(wordIdsAnalysis(state.config)), state.snapshot);
  }
  state(): EncoderState {
    return { ...this.#state, snapshot: this.#counter.snapshot() };
  }
  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    this.#counter.addBytes(bytes, start, end);
    return this.#finish();
  }
  encodeText(text: string): number {
    this.#counter.addText(text);
    return this.#finish();
  }
  #finish(): number {
    const { symbols, symbolCount } = this.#counter;
    const { config, idOf } = this.#state;
    this.#counter.clear();
    const length = Math.min(symbolCount, config.maxLength);
    const first = config.truncation === "head" ? 0 : symbolCount - length;
    if (this.ids.length < length) this.ids = new Int32Array(length * 2);
    for (let at = 0; at < length; at++) {
      const node = symbols[first + at]!;
      this.ids[at] = node < 0 ? 1 : idOf[node]!;
    }
    return length;
  }
}

/** Word ids cut texts as TF-IDF over single words would. */
export function wordIdsAnalysis({ normalise, lowercase, words, tokenPattern }: WordIdsConfig) {
  return {
    normalise,
    analyzer: "word",
    ngramRange: [1, 1],
    lowercase,
    stripAccents: null,
    words,
    tokenPattern,
    stopWords: null,
  } satisfies Parameters<typeof planAnalysis>[0];
}
