/** @file Collects texts that already are UTF-8 into a `TextColumn`, without decoding them. */
import type { TextColumn } from "../text/index.ts";

/** A growing column. */
export interface ByteColumn {
  append(bytes: Uint8Array): void;
  /** How many bytes its texts have. */
  readonly used: number;
  /** Whether its texts lie in the memory that the file's bytes lie in. */
  readonly isInFile: boolean;
  /** Takes over texts that were put behind the others in its memory; `textEnds` are places there. */
  adopt(textEnds: Uint32Array): void;
  /**
   * Gives up the memory that the file's bytes lie in, to be called before a text is appended that is no part of the
   * file's bytes and behind all texts before: it might overwrite what has not been read.
   */
  leaveFile(): void;
  /** The column; nothing may be appended afterwards. */
  finish(): TextColumn;
}

/** Where the file's bytes are much more than its texts, they are not kept for their sake. */
const LEAST_SHARE = 0.75;

/**
 * Starts a column; `expectedBytes` saves copying where it is near. In `file`, the memory that a file is read into, texts
 * move towards the beginning over bytes that were read before, so that the file and its texts need memory but once.
 */
export function createByteColumn(expectedBytes: number, file?: SharedArrayBuffer): ByteColumn {
  let shared = file ?? new SharedArrayBuffer(Math.max(1024, expectedBytes));
  let bytes = Buffer.from(shared); // whose copying is the fastest
  let ends = new Float64Array(1024);
  let length = 0;
  let used = 0;

  function moveTo(capacity: number): void {
    shared = new SharedArrayBuffer(capacity);
    const grown = Buffer.from(shared);
    bytes.copy(grown, 0, 0, used);
    bytes = grown;
  }

  function growEnds(least: number): void {
    if (least <= ends.length) return;
    const grown = new Float64Array(Math.max(least, ends.length * 2));
    grown.set(ends);
    ends = grown;
  }

  return {
    get used() {
      return used;
    },
    get isInFile() {
      return shared === file;
    },
    adopt(textEnds) {
      growEnds(length + textEnds.length);
      ends.set(textEnds, length);
      length += textEnds.length;
      used = textEnds.at(-1) ?? used;
    },
    append(text) {
      if (used + text.length > bytes.length) moveTo(Math.max(used + text.length, bytes.length * 2));
      growEnds(length + 1);
      bytes.set(text, used);
      used += text.length;
      ends[length++] = used;
    },
    leaveFile() {
      if (shared === file) moveTo(Math.max(1024, expectedBytes));
    },
    finish() {
      const offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 8));
      offsets.set(ends.subarray(0, length), 1);
      if (shared === file && used < file.byteLength * LEAST_SHARE) moveTo(used);
      return { length, bytes: new Uint8Array(shared, 0, used), offsets };
    },
  };
}
