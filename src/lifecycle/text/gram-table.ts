/** @file N-grams as paths in a tree: each node is its parent (the n-gram without its last symbol) and that symbol. */

/** Integers in a slot: parent, symbol, node + 1 (0: free), a field for the user (see `TermCounter`). */
export const GRAM_SLOT = 4;

/** The parent of single characters. */
export const ROOT = 0x7fffffff;

/** A growing set of nodes. */
export class GramTable {
  slots: Int32Array;
  size = 0;
  #mask: number;

  constructor(room = 1 << 12) {
    this.slots = new Int32Array(room * GRAM_SLOT);
    this.#mask = room - 1;
  }

  /** The place in `slots` of a node, or -1. */
  find(parent: number, symbol: number): number {
    const slots = this.slots;
    const mask = this.#mask;
    for (let slot = hashPair(parent, symbol) & mask; ; slot = (slot + 1) & mask) {
      const place = slot * GRAM_SLOT;
      if (slots[place + 2] === 0) return -1;
      if (slots[place] === parent && slots[place + 1] === symbol) return place;
    }
  }

  /** Adds a node that `find` did not find, under a number of the caller's; gives its place. */
  add(parent: number, symbol: number, node: number): number {
    if (this.size * 3 >= this.#mask * 2) this.#grow();
    const place = this.#free(this.slots, parent, symbol);
    this.slots[place] = parent;
    this.slots[place + 1] = symbol;
    this.slots[place + 2] = node + 1;
    this.size++;
    return place;
  }

  /** Takes over the slots of another table, which must not be used any more. */
  restore(slots: Int32Array, size: number): void {
    this.slots = slots;
    this.#mask = slots.length / GRAM_SLOT - 1;
    this.size = size;
  }

  #free(slots: Int32Array, parent: number, symbol: number): number {
    let slot = hashPair(parent, symbol) & this.#mask;
    while (slots[slot * GRAM_SLOT + 2] !== 0) slot = (slot + 1) & this.#mask;
    return slot * GRAM_SLOT;
  }

  #grow(): void {
    const old = this.slots;
    this.#mask = this.#mask * 2 + 1;
    const slots = new Int32Array(old.length * 2);
    for (let from = 0; from < old.length; from += GRAM_SLOT) {
      if (old[from + 2] === 0) continue;
      const to = this.#free(slots, old[from]!, old[from + 1]!);
      slots[to] = old[from]!;
      slots[to + 1] = old[from + 1]!;
      slots[to + 2] = old[from + 2]!;
      slots[to + 3] = old[from + 3]!;
    }
    this.slots = slots;
  }
}

function hashPair(parent: number, symbol: number): number {
  const sum = (Math.imul(parent, 0x9e3779b1) + Math.imul(symbol, 0x85ebca77)) | 0;
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
