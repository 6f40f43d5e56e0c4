/** @file Collects texts that already are UTF-8 into a `TextColumn`, without decoding them. */
import type { TextColumn } from "../text/index.ts";

/** A growing column. */
export interface ByteColumn {
  append(bytes: Uint8Array): void;
  /** The column; nothing may be appended afterwards. */
  finish(): TextColumn;
}

/** Starts a column; `expectedBytes` saves copying where it is near. */
export function createByteColumn(expectedBytes: number): ByteColumn {
  let shared = new SharedArrayBuffer(Math.max(1024, expectedBytes));
  let bytes = Buffer.from(shared); // whose copying is the fastest
  let ends = new Float64Array(1024);
  let length = 0;
  let used = 0;
  return {
    append(text) {
      if (used + text.length > bytes.length) {
        shared = new SharedArrayBuffer(Math.max(used + text.length, bytes.length * 2));
        const grown = Buffer.from(shared);
        bytes.copy(grown, 0, 0, used);
        bytes = grown;
      }
      if (length === ends.length) {
        const grown = new Float64Array(length * 2);
        grown.set(ends);
        ends = grown;
      }
      bytes.set(text, used);
      used += text.length;
      ends[length++] = used;
    },
    finish() {
      const offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 8));
      offsets.set(ends.subarray(0, length), 1);
      return { length, bytes: new Uint8Array(shared, 0, used), offsets };
    },
  };
}
