/** @file Texts that are the same after normalising (NFKC, lower case, runs of white space as one space). */
import { createTextHash } from "../../data/index.ts";
import type { TextColumn } from "../../text/index.ts";

/** Who equals whom. */
export interface EqualTexts {
  /** [texts] The first text that is equal: itself where it is the first or alone; -1 for a text without content. */
  readonly first: Int32Array;
  /** Texts that are the first of their kind, ascending. */
  readonly distinct: Int32Array;
}

/** Groups a column by a 64-bit hash of the normalised text; two different texts among a million share one with a chance of 3 in 10⁸. */
export function equalTexts(texts: TextColumn): EqualTexts {
  const hash = createTextHash(0, "quality/equal-texts");
  const empty = { ...hash(new Uint8Array(0)) };
  let capacity = 1024;
  while (capacity < texts.length * 2) capacity *= 2;
  const slots = new Int32Array(capacity).fill(-1);
  const highs = new Int32Array(texts.length);
  const lows = new Int32Array(texts.length);
  const first = new Int32Array(texts.length);
  const distinct = new Int32Array(texts.length);
  let found = 0;
  for (let row = 0; row < texts.length; row++) {
    const { high, low } = hash(texts.bytes.subarray(texts.offsets[row]!, texts.offsets[row + 1]!));
    if (high === empty.high && low === empty.low) {
      first[row] = -1;
      continue;
    }
    highs[row] = high;
    lows[row] = low;
    let slot = low & (capacity - 1);
    while (slots[slot] !== -1 && (highs[slots[slot]!] !== (high | 0) || lows[slots[slot]!] !== (low | 0)))
      slot = (slot + 1) & (capacity - 1);
    if (slots[slot] === -1) {
      slots[slot] = row;
      distinct[found++] = row;
    }
    first[row] = slots[slot]!;
  }
  return { first, distinct: distinct.slice(0, found) };
}
