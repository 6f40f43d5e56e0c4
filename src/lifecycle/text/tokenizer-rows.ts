/** @file Encodes texts as a tokenizer's ids. */
import { createTokenizer, type Tokenizer } from "./tokenizer/tokenizer.ts";
import type { TokenizerIdsConfig } from "./tokenizer-ids.config.ts";

/** What an encoder of a tokenizer's ids knows. */
export interface TokenizerIdsState {
  readonly config: TokenizerIdsConfig;
  /** What tokenizer.json holds. */
  readonly file: unknown;
}

/** One text at a time. */
export class TokenizerRows {
  readonly #state: TokenizerIdsState;
  readonly #tokenizer: Tokenizer;
  ids = new Int32Array(1 << 9);
  readonly values = null;
  constructor(state: TokenizerIdsState) {
    this.#state = state;
    this.#tokenizer = createTokenizer(state.file);
  }
  state(): TokenizerIdsState {
    return this.#state;
  }
  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    return this.encodeText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8", start, end));
  }
  encodeText(text: string): number {
    const { maxLength, truncation } = this.#state.config;
    const { tokens } = this.#tokenizer.encode(text, { maxLength, truncation });
    if (this.ids.length < tokens.length) this.ids = new Int32Array(tokens.length * 2);
    for (const [at, { id }] of tokens.entries()) this.ids[at] = id;
    return tokens.length;
  }
}
