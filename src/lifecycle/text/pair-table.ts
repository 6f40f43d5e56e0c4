/**
 * @file Pairs of integers numbered as they are met. They are n-grams as paths in a tree (a node is its parent, the
 * n-gram without its last symbol, and that symbol), and tokens of at most eight bytes.
 */

import { release } from "./release.ts";

/** Integers in a slot of any table: two of the key, number + 1 (0: free), a field for the user (see `TermCounter`). */
export const SLOT = 4;

/** The parent of single characters. */
export const ROOT = 0x7fffffff;

/** How many times its pairs a table makes room for at once. */
const MOST_GROWTH = 6;

/** A growing set of pairs. */
export class PairTable {
  slots: Int32Array;
  size = 0;
  /** Slots less one; their number is a power of two. */
  mask: number;
  /**
   * A pair's slot is its hash shifted right by this. The high bits choose, so that a growing table is read and written from
   * front to back.
   */
  shift: number;
  readonly #expected: (size: number) => number;

  /**
   * @param room slots to begin with
   * @param expected how many pairs there will be in the end, as guessed from those there are when the table must grow
   */
  constructor(room = 1 << 12, expected = (size: number) => size) {
    this.slots = new Int32Array(room * SLOT);
    this.mask = room - 1;
    this.shift = shiftFor(room);
    this.#expected = expected;
  }

  /** The place in `slots` of a pair, or -1. */
  find(first: number, second: number): number {
    const slots = this.slots;
    const mask = this.mask;
    for (let slot = hashPair(first, second) >>> this.shift; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      if (slots[place + 2] === 0) return -1;
      if (slots[place] === first && slots[place + 1] === second) return place;
    }
  }

  /** The place of a pair, or the complement of the free place where `addAt` may put it. */
  findOrFree(first: number, second: number): number {
    const slots = this.slots;
    const mask = this.mask;
    for (let slot = hashPair(first, second) >>> this.shift; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      if (slots[place + 2] === 0) return ~place;
      if (slots[place] === first && slots[place + 1] === second) return place;
    }
  }

  /** Adds a pair that `find` did not find, under a number of the caller's; gives its place. */
  add(first: number, second: number, number: number): number {
    return this.addAt(this.#free(this.slots, first, second), first, second, number);
  }

  /** Adds a pair at a free place that `findOrFree` gave just now; gives where it is. */
  addAt(free: number, first: number, second: number, number: number): number {
    let place = free;
    if (this.size * 3 >= this.mask * 2) {
      this.#grow();
      place = this.#free(this.slots, first, second);
    }
    this.slots[place] = first;
    this.slots[place + 1] = second;
    this.slots[place + 2] = number + 1;
    this.size++;
    return place;
  }

  /** Takes over the slots of another table, which must not be used any more. */
  restore(slots: Int32Array, size: number): void {
    this.slots = slots;
    this.mask = slots.length / SLOT - 1;
    this.shift = shiftFor(slots.length / SLOT);
    this.size = size;
  }

  #free(slots: Int32Array, first: number, second: number): number {
    let slot = hashPair(first, second) >>> this.shift;
    while (slots[slot * SLOT + 2] !== 0) slot = (slot + 1) & this.mask;
    return slot * SLOT;
  }

  #grow(): void {
    const old = this.slots;
    const expected = Math.min(this.#expected(this.size), this.size * MOST_GROWTH);
    let room = (this.mask + 1) * 2;
    while (expected * 3 > room * 2) room *= 2;
    this.mask = room - 1;
    this.shift = shiftFor(room);
    const slots = new Int32Array(room * SLOT);
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 2] === 0) continue;
      const to = this.#free(slots, old[from]!, old[from + 1]!);
      slots[to] = old[from]!;
      slots[to + 1] = old[from + 1]!;
      slots[to + 2] = old[from + 2]!;
      slots[to + 3] = old[from + 3]!;
    }
    this.slots = slots;
    release(old);
  }
}

/** A hash of a pair, good in its high bits. */
export function hashPair(first: number, second: number): number {
  const sum = (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77)) | 0;
  return Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
}

function shiftFor(room: number): number {
  return Math.clz32(room) + 1;
}
