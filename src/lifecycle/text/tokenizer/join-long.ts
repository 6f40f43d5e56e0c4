/** @file Joins the pairs of long words, in time that grows little faster than their length. */
import type { PairTable } from "../pair-table.ts";

/** More than any word has bytes: an entry of the queue is rank · PLACES + place. */
const PLACES = 2 ** 27;

/**
 * Joins the pair of the lowest rank, of equals the leftmost, until none is left.
 * @param ids the symbols, which the joined ones replace
 * @param ends where each ends
 * @param merges pairs with their rank as number, and as the user's field what they become
 * @returns how many symbols there are
 */
export function joinLong(ids: Int32Array, ends: Int32Array, merges: PairTable): number {
  const count = ids.length;
  const before = Int32Array.from(ids, (_, at) => at - 1);
  const after = Int32Array.from(ids, (_, at) => (at + 1 < count ? at + 1 : -1));
  const queue = new NumberQueue();
  const { slots } = merges;
  const pairAt = (at: number) => (after[at]! < 0 ? -1 : merges.find(ids[at]!, ids[after[at]!]!));
  const enqueue = (at: number) => {
    const place = at < 0 ? -1 : pairAt(at);
    if (place >= 0) queue.push((slots[place + 2]! - 1) * PLACES + at);
  };
  for (let at = 0; at < count; at++) enqueue(at);
  for (let next = queue.pop(); next >= 0; next = queue.pop()) {
    const rank = Math.floor(next / PLACES);
    const at = next - rank * PLACES;
    // The symbol may be gone, or the pair have become another one since.
    const place = ids[at]! < 0 ? -1 : pairAt(at);
    if (place < 0 || slots[place + 2]! - 1 !== rank) continue;
    const gone = after[at]!;
    ids[at] = slots[place + 3]!;
    ends[at] = ends[gone]!;
    ids[gone] = -1;
    after[at] = after[gone]!;
    if (after[at]! >= 0) before[after[at]!] = at;
    enqueue(before[at]!);
    enqueue(at);
  }
  let kept = 0;
  for (let at = 0; at >= 0 && at < count; at = after[at]!) {
    ids[kept] = ids[at]!;
    ends[kept++] = ends[at]!;
  }
  return kept;
}

/** Numbers, the least first: a binary heap. */
class NumberQueue {
  #values = new Float64Array(1 << 10);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const grown = new Float64Array(this.#size * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    const values = this.#values;
    let at = this.#size++;
    for (let parent = (at - 1) >> 1; at > 0 && values[parent]! > value; parent = (at - 1) >> 1) {
      values[at] = values[parent]!;
      at = parent;
    }
    values[at] = value;
  }

  /** The least, or -1 where there is none. */
  pop(): number {
    if (this.#size === 0) return -1;
    const values = this.#values;
    const least = values[0]!;
    const last = values[--this.#size]!;
    let at = 0;
    for (let child = 1; child < this.#size; child = at * 2 + 1) {
      if (child + 1 < this.#size && values[child + 1]! < values[child]!) child++;
      if (values[child]! >= last) break;
      values[at] = values[child]!;
      at = child;
    }
    values[at] = last;
    return least;
  }
}
