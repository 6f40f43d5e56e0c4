/** @file Words with the tokens that they were made into, by their bytes, in tables of integers. */
import type { ByteSpeller } from "./model.ts";
import { TokenList } from "./token-list.ts";

/**
 * Integers in a slot, half a line of the processor's cache: the key, which is three of a word's bytes or for long words their
 * hash and where they are; bytes · 2^16 + tokens + 1 (0: free); the first ids; where all its tokens are.
 */
const SLOT = 8;
const SIZES = 3;
const IDS = 4;
const FIRST = 7;
const INLINE_IDS = FIRST - IDS;
const INLINE_BYTES = 12;
/** Longer words, in bytes, are made into tokens each time. */
const LONGEST = 255;
/** Words that are remembered at most, in some 30 MB; then all are forgotten. */
const MOST_WORDS = 1 << 18;
/** Longer texts, in bytes, leave no room behind that others would hardly need. */
const LONG_TEXT = 1 << 22;
/** Bytes that may be read behind a text. */
const SLACK = 16;

/** [INLINE_BYTES + 1, 3] Which bits of the three integers at a place belong to a word of so many bytes. */
const masks = Int32Array.from({ length: (INLINE_BYTES + 1) * 4 }, (_, place) => {
  const bytes = Math.min(4, Math.max(0, (place >> 2) - (place & 3) * 4));
  return (place & 3) === 3 ? 0 : bytes === 4 ? -1 : (1 << (bytes * 8)) - 1;
});

/** Makes words into tokens, each different one once. */
export class WordCache {
  /** The text that words are taken from, which the caller writes. */
  bytes = new Uint8Array(1 << 12);
  #view = new DataView(this.bytes.buffer);
  /** The tokens of the words taken so far; places are bytes of the text. */
  readonly tokens = new TokenList();
  /** Whether places are wanted. */
  withPlaces = false;
  readonly #spell: ByteSpeller;
  #slots = new Int32Array(SLOT << 12);
  /** The high bits of a hash choose the slot. */
  #shift = 32 - 12;
  #mask = (1 << 12) - 1;
  #words = 0;
  /** The bytes of long words. */
  #keys = new Uint8Array(1 << 12);
  #keyBytes = 0;
  /** The tokens of all words; places are bytes of the word. */
  readonly #known = new TokenList();

  readonly #mostWords: number;

  constructor(spell: ByteSpeller, mostWords = MOST_WORDS) {
    this.#spell = spell;
    this.#mostWords = mostWords;
  }

  /** Forgets the tokens, and makes room for a text of so many bytes. */
  begin(length: number): void {
    this.tokens.clear();
    const size = length + SLACK;
    const room = this.bytes.length;
    if (room >= size && (room <= LONG_TEXT || size > LONG_TEXT)) return;
    this.bytes = new Uint8Array(size < LONG_TEXT / 2 ? size * 2 : size);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** Appends the tokens of the word from one byte to another. */
  take(start: number, end: number): void {
    const length = end - start;
    if (length > INLINE_BYTES) {
      this.#takeLong(start, end);
      return;
    }
    const view = this.#view;
    const first = view.getInt32(start, true) & masks[length * 4]!;
    const second = view.getInt32(start + 4, true) & masks[length * 4 + 1]!;
    const third = view.getInt32(start + 8, true) & masks[length * 4 + 2]!;
    const slots = this.#slots;
    let slot = hashOf(first, second, third) >>> this.#shift;
    for (; ; slot = (slot + 1) & this.#mask) {
      const place = slot * SLOT;
      const sizes = slots[place + SIZES]!;
      if (sizes === 0) break;
      if (
        slots[place] === first &&
        slots[place + 1] === second &&
        slots[place + 2] === third &&
        sizes >> 16 === length
      ) {
        this.#append(place, start);
        return;
      }
    }
    this.#takeNew(start, end, slot, first, second, third);
  }

  #takeLong(start: number, end: number): void {
    const { bytes } = this;
    const slots = this.#slots;
    const length = end - start;
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    let slot = hashOf(hash, length, 0) >>> this.#shift;
    for (; ; slot = (slot + 1) & this.#mask) {
      const place = slot * SLOT;
      const sizes = slots[place + SIZES]!;
      if (sizes === 0) break;
      if (slots[place] === hash && sizes >> 16 === length && this.#isKey(slots[place + 2]!, start, end)) {
        this.#append(place, start);
        return;
      }
    }
    this.#takeNew(start, end, slot, hash, length, this.#keyBytes);
  }

  #isKey(key: number, start: number, end: number): boolean {
    const keys = this.#keys;
    const { bytes } = this;
    for (let at = start, of = key; at < end; at++, of++) if (bytes[at] !== keys[of]) return false;
    return true;
  }

  /** Appends what a slot holds. */
  #append(place: number, start: number): void {
    const { tokens } = this;
    const slots = this.#slots;
    const count = (slots[place + SIZES]! & 0xffff) - 1;
    const to = tokens.count;
    if (to + count > tokens.ids.length) tokens.reserve(to + count);
    tokens.count = to + count;
    const { ids } = tokens;
    if (count <= INLINE_IDS) {
      for (let at = 0; at < count; at++) ids[to + at] = slots[place + IDS + at]!;
      if (!this.withPlaces) return;
    }
    const known = this.#known;
    const first = slots[place + FIRST]!;
    for (let at = 0; at < count; at++) {
      ids[to + at] = known.ids[first + at]!;
      tokens.starts[to + at] = known.starts[first + at]! + start;
      tokens.ends[to + at] = known.ends[first + at]! + start;
    }
  }

  #takeNew(start: number, end: number, slot: number, first: number, second: number, third: number): void {
    const { tokens } = this;
    const from = tokens.count;
    this.#spell(this.bytes, start, end, tokens);
    const { ids, starts, ends, count } = tokens;
    if (end - start <= LONGEST) {
      const known = this.#known;
      const slots = this.#slots;
      const place = slot * SLOT;
      slots[place] = first;
      slots[place + 1] = second;
      slots[place + 2] = third;
      slots[place + SIZES] = ((end - start) << 16) | (count - from + 1);
      slots[place + FIRST] = known.count;
      for (let at = from; at < count; at++) {
        if (at - from < INLINE_IDS) slots[place + IDS + at - from] = ids[at]!;
        known.push(ids[at]!, starts[at]!, ends[at]!);
      }
      if (end - start > INLINE_BYTES) this.#addKey(start, end);
      if (++this.#words >= this.#mostWords) this.#forget();
      else if (this.#words * 4 > this.#mask * 3) this.#grow();
    }
    for (let at = from; at < count; at++) {
      starts[at]! += start;
      ends[at]! += start;
    }
  }

  #forget(): void {
    this.#slots.fill(0);
    this.#words = 0;
    this.#keyBytes = 0;
    this.#known.clear();
  }

  #addKey(start: number, end: number): void {
    const used = this.#keyBytes + end - start;
    if (used > this.#keys.length) {
      const grown = new Uint8Array(used * 2);
      grown.set(this.#keys);
      this.#keys = grown;
    }
    for (let at = start; at < end; at++) this.#keys[this.#keyBytes++] = this.bytes[at]!;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#shift--;
    const slots = new Int32Array(old.length * 2);
    for (let from = 0; from < old.length; from += SLOT) {
      const sizes = old[from + SIZES]!;
      if (sizes === 0) continue;
      const third = sizes >> 16 > INLINE_BYTES ? 0 : old[from + 2]!;
      let slot = hashOf(old[from]!, old[from + 1]!, third) >>> this.#shift;
      while (slots[slot * SLOT + SIZES] !== 0) slot = (slot + 1) & this.#mask;
      for (let field = 0; field < SLOT; field++) slots[slot * SLOT + field] = old[from + field]!;
    }
    this.#slots = slots;
  }
}

/** A hash good in its high bits. */
function hashOf(first: number, second: number, third: number): number {
  const sum = (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77) + Math.imul(third, 0xc2b2ae3d)) | 0;
  return Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
}
