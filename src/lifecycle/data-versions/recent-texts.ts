/** @file The last few short texts that were decoded: columns of labels repeat a handful of them. */

/** Remembers texts by their bytes. */
export interface RecentTexts {
  /** The text of `start <= at && at < end`, where it was decoded lately. */
  find(bytes: Uint8Array, start: number, end: number): string | undefined;
  remember(bytes: Uint8Array, start: number, end: number, text: string): void;
}

const KEPT = 16;
const LONGEST_BYTES = 32;

/** Remembers nothing yet. */
export function createRecentTexts(): RecentTexts {
  const kept: { readonly bytes: Uint8Array; readonly text: string }[] = [];
  let oldest = 0;
  return {
    find(bytes, start, end) {
      for (const one of kept) if (isEqual(one.bytes, bytes, start, end)) return one.text;
      return undefined;
    },
    remember(bytes, start, end, text) {
      if (end - start > LONGEST_BYTES) return;
      kept[oldest] = { bytes: Uint8Array.from(bytes.subarray(start, end)), text };
      oldest = (oldest + 1) % KEPT;
    },
  };
}

function isEqual(kept: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (kept.length !== end - start) return false;
  for (let at = 0; at < kept.length; at++) if (kept[at] !== bytes[start + at]) return false;
  return true;
}
