/** @file Byte-level byte-pair encoding over the bytes themselves: the pairs are a table of integers. */
import { PairTable } from "../pair-table.ts";
import { characterOfByte } from "./byte-level.ts";
import { joinLong } from "./join-long.ts";
import type { ByteSpeller } from "./model.ts";

/** What joining two symbols gives, the smallest rank first. */
export interface RankedMerge {
  readonly left: number;
  readonly right: number;
  readonly rank: number;
  readonly id: number;
}

/** Of longer words, in bytes, the time would grow with the square. */
const LONGEST = 128;
const NEVER = 0x7fffffff;

/** Makes what spells words of bytes as `bytePair` does with their characters; null where a byte is no token. */
export function byteMerges(ids: ReadonlyMap<string, number>, merges: Iterable<RankedMerge>): ByteSpeller | null {
  const idOfByte = Int32Array.from(characterOfByte, (character) => ids.get(character) ?? -1);
  if (idOfByte.includes(-1)) return null;
  const table = new PairTable();
  for (const { left, right, rank, id } of merges) {
    const place = table.add(left, right, rank);
    table.slots[place + 3] = id;
  }
  /** [symbols] What a word is made of now; the rank of joining each with the next, and what that would give. */
  const symbols = new Int32Array(LONGEST);
  const ends = new Int32Array(LONGEST);
  const ranks = new Int32Array(LONGEST);
  const joined = new Int32Array(LONGEST);

  function rankPair(at: number): void {
    const place = table.find(symbols[at]!, symbols[at + 1]!);
    ranks[at] = place < 0 ? NEVER : table.slots[place + 2]! - 1;
    if (place >= 0) joined[at] = table.slots[place + 3]!;
  }

  return (bytes, start, end, tokens) => {
    let count = end - start;
    if (count > LONGEST) {
      const long = Int32Array.from(bytes.subarray(start, end), (byte) => idOfByte[byte]!);
      const longEnds = Int32Array.from(long, (_, at) => at + 1);
      const kept = joinLong(long, longEnds, table);
      for (let at = 0, from = 0; at < kept; from = longEnds[at++]!) tokens.push(long[at]!, from, longEnds[at]!);
      return;
    }
    for (let at = 0; at < count; at++) {
      symbols[at] = idOfByte[bytes[start + at]!]!;
      ends[at] = at + 1;
    }
    for (let at = 0; at + 1 < count; at++) rankPair(at);
    for (;;) {
      let best = -1;
      let least = NEVER;
      for (let at = 0; at + 1 < count; at++)
        if (ranks[at]! < least) {
          least = ranks[at]!;
          best = at;
        }
      if (best < 0) break;
      symbols[best] = joined[best]!;
      ends[best] = ends[best + 1]!;
      count--;
      for (let at = best + 1; at < count; at++) {
        symbols[at] = symbols[at + 1]!;
        ends[at] = ends[at + 1]!;
        ranks[at] = ranks[at + 1]!;
        joined[at] = joined[at + 1]!;
      }
      if (best > 0) rankPair(best - 1);
      if (best + 1 < count) rankPair(best);
    }
    for (let at = 0, from = 0; at < count; from = ends[at++]!) tokens.push(symbols[at]!, from, ends[at]!);
  };
}
