/** @file Words with the tokens that they were made into, by their bytes, in tables of integers. */
import type { ByteSpeller } from "./model.ts";
import { TokenList } from "./token-list.ts";

/** Integers in a slot: hash, where the bytes are, where the tokens are, bytes · 2^16 + tokens + 1 (0: free). */
const SLOT = 4;
/** Longer words, in bytes, are made into tokens each time. */
const LONGEST = 255;
/** Words that are remembered at most: some 40 MB. */
const MOST_WORDS = 1 << 19;

/** What the hash of a word begins with; `hashByte` goes on. */
export const WORD_HASH_START = 0x811c9dc5 | 0;

/** A word's hash with one more byte. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Makes words into tokens, each different one once. */
export class WordCache {
  /** The tokens of the words taken so far; places are bytes of what was given. */
  readonly tokens = new TokenList();
  readonly #spell: ByteSpeller;
  #slots = new Int32Array(SLOT << 12);
  #mask = (1 << 12) - 1;
  #words = 0;
  #keys = new Uint8Array(1 << 15);
  #keyBytes = 0;
  /** The tokens of all words; places are bytes of the word. */
  readonly #known = new TokenList();

  constructor(spell: ByteSpeller) {
    this.#spell = spell;
  }

  /** Appends the tokens of the word `bytes[start … end]`, whose hash the caller has made. */
  take(bytes: Uint8Array, start: number, end: number, hash: number): void {
    const length = end - start;
    const slots = this.#slots;
    let slot = slotOf(hash) & this.#mask;
    for (; ; slot = (slot + 1) & this.#mask) {
      const place = slot * SLOT;
      const sizes = slots[place + 3]!;
      if (sizes === 0) break;
      if (slots[place] !== hash || sizes >> 16 !== length) continue;
      if (!this.#isKey(slots[place + 1]!, bytes, start, end)) continue;
      const { tokens } = this;
      const known = this.#known;
      const first = slots[place + 2]!;
      const count = (sizes & 0xffff) - 1;
      const to = tokens.count;
      tokens.reserve(to + count);
      for (let at = 0; at < count; at++) {
        tokens.ids[to + at] = known.ids[first + at]!;
        tokens.starts[to + at] = known.starts[first + at]! + start;
        tokens.ends[to + at] = known.ends[first + at]! + start;
      }
      tokens.count = to + count;
      return;
    }
    this.#takeNew(bytes, start, end, hash, slot);
  }

  #isKey(key: number, bytes: Uint8Array, start: number, end: number): boolean {
    const keys = this.#keys;
    for (let at = start, of = key; at < end; at++, of++) if (bytes[at] !== keys[of]) return false;
    return true;
  }

  #takeNew(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): void {
    const { tokens } = this;
    const known = this.#known;
    const from = tokens.count;
    this.#spell(bytes, start, end, tokens);
    const { ids, starts, ends, count } = tokens;
    if (end - start <= LONGEST && this.#words < MOST_WORDS) {
      const place = slot * SLOT;
      this.#slots[place] = hash;
      this.#slots[place + 1] = this.#addKey(bytes, start, end);
      this.#slots[place + 2] = known.count;
      this.#slots[place + 3] = ((end - start) << 16) | (count - from + 1);
      for (let at = from; at < count; at++) known.push(ids[at]!, starts[at]!, ends[at]!);
      if (++this.#words * 2 > this.#mask) this.#grow();
    }
    for (let at = from; at < count; at++) {
      starts[at]! += start;
      ends[at]! += start;
    }
  }

  #addKey(bytes: Uint8Array, start: number, end: number): number {
    const key = this.#keyBytes;
    this.#keyBytes += end - start;
    if (this.#keyBytes > this.#keys.length) {
      const grown = new Uint8Array(this.#keyBytes * 2);
      grown.set(this.#keys.subarray(0, key));
      this.#keys = grown;
    }
    for (let at = start; at < end; at++) this.#keys[key + at - start] = bytes[at]!;
    return key;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array(old.length * 2);
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 3] === 0) continue;
      let slot = slotOf(old[from]!) & this.#mask;
      while (this.#slots[slot * SLOT + 3] !== 0) slot = (slot + 1) & this.#mask;
      for (let field = 0; field < SLOT; field++) this.#slots[slot * SLOT + field] = old[from + field]!;
    }
  }
}

/** The bits of a hash mixed, of which the low ones choose the slot. */
function slotOf(hash: number): number {
  return hash ^ (hash >>> 15);
}
