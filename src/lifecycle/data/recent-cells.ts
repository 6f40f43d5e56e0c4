/** @file What the last few short cells meant: columns of labels repeat a handful of them. */

/** Remembers cells by their bytes. */
export interface RecentCells<Value> {
  /** What the cell of `start <= at && at < end` meant, where it was seen lately. */
  find(bytes: Uint8Array, start: number, end: number): Value | undefined;
  remember(bytes: Uint8Array, start: number, end: number, value: Value): void;
}

const KEPT = 16;
const LONGEST_BYTES = 32;

/** Remembers nothing yet. */
export function createRecentCells<Value>(): RecentCells<Value> {
  const kept: { readonly bytes: Uint8Array; readonly value: Value }[] = [];
  let oldest = 0;
  return {
    find(bytes, start, end) {
      for (const one of kept) if (isEqual(one.bytes, bytes, start, end)) return one.value;
      return undefined;
    },
    remember(bytes, start, end, value) {
      if (end - start > LONGEST_BYTES) return;
      kept[oldest] = { bytes: Uint8Array.from(bytes.subarray(start, end)), value };
      oldest = (oldest + 1) % KEPT;
    },
  };
}

function isEqual(kept: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (kept.length !== end - start) return false;
  for (let at = 0; at < kept.length; at++) if (kept[at] !== bytes[start + at]) return false;
  return true;
}
