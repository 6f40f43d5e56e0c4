/** @file Encodes texts as a tokenizer's ids. */
import { createTokenizer, type Tokenizer } from "./tokenizer/tokenizer.ts";
import type { TokenizerIdsConfig } from "./tokenizer-ids.config.ts";

/** What an encoder of a tokenizer's ids knows. */
export interface TokenizerIdsState {
  readonly config: TokenizerIdsConfig;
  /** What tokenizer.json holds. */
  readonly file: unknown;
}

const encoder = new TextEncoder();

/** One text at a time. */
export class TokenizerRows {
  readonly #state: TokenizerIdsState;
  readonly #tokenizer: Tokenizer;
  ids: Int32Array = new Int32Array(0);
  isCut = false;
  readonly values = null;
  constructor(state: TokenizerIdsState) {
    this.#state = state;
    this.#tokenizer = createTokenizer(state.file);
  }
  state(): TokenizerIdsState {
    return this.#state;
  }
  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    const { ids, isCut } = this.#tokenizer.encodeIds(bytes, start, end, this.#state.config);
    this.ids = ids;
    this.isCut = isCut;
    return this.ids.length;
  }
  encodeText(text: string): number {
    const bytes = encoder.encode(text);
    return this.encodeBytes(bytes, 0, bytes.length);
  }
}
