/** @file The terms of one text as hashed columns, each with the sign its hash gives it. */
import { createAnalyzer } from "./analyze.ts";
import type { HashingConfig } from "./hashing.config.ts";
import { murmurHash } from "./murmur-hash.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Hashes the terms of one text at a time: `columns` may repeat, and `counts` are 1 or -1. */
export class HashedTerms {
  readonly #config: HashingConfig;
  readonly #analyze: (text: string) => string[];
  columns = new Int32Array(1 << 10);
  counts = new Int32Array(1 << 10);
  used = 0;
  #scratch = new Uint8Array(1 << 10);

  constructor(config: HashingConfig) {
    this.#config = config;
    this.#analyze = createAnalyzer(config);
  }

  addBytes(bytes: Uint8Array, start: number, end: number): void {
    this.addText(decoder.decode(bytes.slice(start, end)));
  }

  addText(text: string): void {
    const terms = this.#analyze(text);
    if (this.columns.length < terms.length) {
      this.columns = new Int32Array(terms.length * 2);
      this.counts = new Int32Array(terms.length * 2);
    }
    const { features, alternateSign } = this.#config;
    this.used = 0;
    for (const term of terms) {
      if (this.#scratch.length < term.length * 3) this.#scratch = new Uint8Array(term.length * 4);
      const hash = murmurHash(this.#scratch, 0, encoder.encodeInto(term, this.#scratch).written);
      this.columns[this.used] = hashedColumn(hash, features);
      this.counts[this.used++] = alternateSign && hash < 0 ? -1 : 1;
    }
  }
}

/** The column of a hash: its absolute value, which -2³¹ does not have in 32 bits. */
function hashedColumn(hash: number, features: number): number {
  if (hash === -0x80000000) return (0x7fffffff - (features - 1)) % features;
  return Math.abs(hash) % features;
}
