/** @file Encodes texts as subword ids. */
import { createNormaliser } from "./normalise/normalise-text.ts";
import { pythonPattern } from "./python-pattern.ts";
import type { SubwordIdsConfig } from "./subword-ids.config.ts";
import { createWordSplitter, type Merges, SUBWORD_WORDS } from "./subword-pieces.ts";

/** What an encoder of subword ids knows. */
export interface SubwordIdsState {
  readonly config: SubwordIdsConfig;
  readonly merges: Merges;
}

/** One text at a time. */
export class SubwordRows {
  readonly #state: SubwordIdsState;
  readonly #normalise: (text: string) => string;
  readonly #split: (word: string) => readonly number[];
  readonly #words = pythonPattern(SUBWORD_WORDS).expression;
  ids = new Int32Array(1 << 10);
  readonly values = null;
  constructor(state: SubwordIdsState) {
    this.#state = state;
    this.#normalise = createNormaliser(state.config.normalise);
    this.#split = createWordSplitter(state.merges);
  }
  state(): SubwordIdsState {
    return this.#state;
  }
  encodeBytes(bytes: Uint8Array, start: number, end: number): number {
    return this.encodeText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8", start, end));
  }
  encodeText(text: string): number {
    const { maxLength, truncation } = this.#state.config;
    const ids: number[] = [];
    for (const word of this.#normalise(text).match(this.#words) ?? []) {
      for (const symbol of this.#split(word)) ids.push(symbol + 1);
      if (truncation === "head" && ids.length >= maxLength) break;
    }
    const length = Math.min(ids.length, maxLength);
    const first = truncation === "head" ? 0 : ids.length - length;
    if (this.ids.length < length) this.ids = new Int32Array(length * 2);
    for (let at = 0; at < length; at++) this.ids[at] = ids[first + at]!;
    return length;
  }
}
