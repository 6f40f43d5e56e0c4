/** @file Numbers of a stream's texts on disk, as threads write them once and read them back in every epoch. */
import { appendFileSync, closeSync, openSync, readSync } from "node:fs";
import { StreamNotStoredError } from "./errors.ts";

/** A block in a thread's temporary file. */
export interface StoredBlock {
  /** Which thread wrote it. */
  readonly thread: number;
  readonly rows: number;
  /** Numbers of four bytes. */
  readonly size: number;
  /** Where its bytes begin. */
  readonly position: number;
}

/** The file of thread `thread`. */
export function blockFile(file: string, thread: number): string {
  return `${file}-${thread}`;
}

/** Appends numbers of four bytes to a file, which is made where there is none; gives how many. @throws StreamNotStoredError */
export function appendNumbers(file: string, parts: readonly (Int32Array | Float32Array)[]): number {
  try {
    for (const { buffer, byteOffset, byteLength } of parts)
      appendFileSync(file, new Uint8Array(buffer, byteOffset, byteLength));
  } catch (error) {
    throw new StreamNotStoredError(file, error as Error);
  }
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** Reads blocks back; what it gives is valid until the next. */
export interface BlockReader {
  read(block: StoredBlock): Int32Array;
  close(): void;
}

/** Opens the files of `threads` threads. */
export function openBlocks(file: string, threads: Iterable<number>): BlockReader {
  const descriptors = new Map(Array.from(threads, (thread) => [thread, openSync(blockFile(file, thread), "r")]));
  let numbers = new Int32Array(1 << 16);
  return {
    read({ thread, size, position }) {
      if (numbers.length < size) numbers = new Int32Array(size * 2);
      const bytes = new Uint8Array(numbers.buffer, 0, size * 4);
      for (let done = 0; done < bytes.length; )
        done += readSync(descriptors.get(thread)!, bytes, done, bytes.length - done, position + done);
      return numbers.subarray(0, size);
    },
    close() {
      for (const descriptor of descriptors.values()) closeSync(descriptor);
    },
  };
}
