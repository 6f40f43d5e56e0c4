/** @file Reads the files that `prepareImdbTexts` made. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { TextColumn } from "../../src/lifecycle/text/index.ts";

/** The first `length` texts, in shared memory. */
export function sharedTexts(folder: string, length: number): TextColumn {
  const read = (name: string, bytes: number) => {
    const buffer = new SharedArrayBuffer(bytes);
    new Uint8Array(buffer).set(readFileSync(path.join(folder, name)).subarray(0, bytes));
    return buffer;
  };
  const offsets = new Float64Array(read("texts.offsets", (length + 1) * 8));
  return { length, offsets, bytes: new Uint8Array(read("texts.bytes", offsets[length]!)) };
}
