/** @file Byte strings numbered in the order they are met: open addressing in one typed array, the bytes in another. */

import { SLOT } from "./pair-table.ts";
import { release } from "./release.ts";
import { END } from "./sort-byte-strings.ts";

/** Mixes one byte into a hash (FNV-1a); a hash starts at `HASH_START`. */
export const HASH_START = 0x811c9dc5 | 0;
export const HASH_FACTOR = 0x01000193;

/** A growing set of tokens; the key in a slot is the hash and the start of the bytes. */
export class TokenTable {
  slots: Int32Array;
  /** All tokens, each ended by `END`. */
  heap: Uint8Array;
  heapUsed = 0;
  size = 0;
  #mask: number;

  constructor(room = 1 << 12) {
    this.slots = new Int32Array(room * SLOT);
    this.#mask = room - 1;
    this.heap = new Uint8Array(room * 8);
  }

  /**
   * The place in `slots` of a token whose folded bytes are `fold[bytes[start … end]]`, or -1.
   * @param hash of the folded bytes
   */
  find(hash: number, bytes: Uint8Array, start: number, end: number, fold: Uint8Array): number {
    const slots = this.slots;
    const heap = this.heap;
    const mask = this.#mask;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      if (slots[place + 2] === 0) return -1;
      if (slots[place] !== hash) continue;
      let at = slots[place + 1]!;
      let from = start;
      while (from < end && heap[at] === fold[bytes[from]!]) {
        at++;
        from++;
      }
      if (from === end && heap[at] === END) return place;
    }
  }

  /** Adds a token that `find` did not find, under a number of the caller's; gives its place. */
  add(hash: number, bytes: Uint8Array, start: number, end: number, fold: Uint8Array, number: number): number {
    if (this.size * 2 >= this.#mask) this.#grow();
    const length = end - start + 1;
    if (this.heapUsed + length > this.heap.length) {
      const grown = new Uint8Array(Math.max(this.heap.length * 2, this.heapUsed + length));
      grown.set(this.heap);
      release(this.heap);
      this.heap = grown;
    }
    const place = this.#free(this.slots, hash);
    this.slots[place] = hash;
    this.slots[place + 1] = this.heapUsed;
    this.slots[place + 2] = number + 1;
    for (let from = start; from < end; from++) this.heap[this.heapUsed++] = fold[bytes[from]!]!;
    this.heap[this.heapUsed++] = END;
    this.size++;
    return place;
  }

  /** Takes over the parts of another table, which must not be used any more. */
  restore(slots: Int32Array, size: number, heap: Uint8Array): void {
    this.slots = slots;
    this.#mask = slots.length / SLOT - 1;
    this.size = size;
    this.heap = heap;
    this.heapUsed = heap.length;
  }

  #free(slots: Int32Array, hash: number): number {
    let slot = spread(hash) & this.#mask;
    while (slots[slot * SLOT + 2] !== 0) slot = (slot + 1) & this.#mask;
    return slot * SLOT;
  }

  #grow(): void {
    const old = this.slots;
    this.#mask = this.#mask * 2 + 1;
    const slots = new Int32Array(old.length * 2);
    for (let place = 0; place < old.length; place += SLOT)
      if (old[place + 2] !== 0) slots.set(old.subarray(place, place + SLOT), this.#free(slots, old[place]!));
    this.slots = slots;
    release(old);
  }
}

/** The low bits of FNV-1a alone would cluster. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
