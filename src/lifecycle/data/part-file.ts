/** @file Writes a text file in blocks; as gzip, each block is a member of its own. */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Framing } from "./formats/table-format.ts";

/** A file that is being written. */
interface PartFile {
  /** Adds some bytes. */
  write(...pieces: readonly Uint8Array[]): void;
  /** Writes what is left, to the disk itself. */
  close(): void;
  /** Ends without writing what is left. */
  discard(): void;
}

const BLOCK_BYTES = 1 << 20;

const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/** A file of rows within the framing of their format. */
export interface FramedFile {
  /** What stands before the first row: the header where there is one, else the framing's beginning. */
  begin(header?: Uint8Array): void;
  row(bytes: Uint8Array): void;
  /** Writes what is left. */
  close(): void;
  discard(): void;
}

/** Creates a file of rows that must not be there yet. */
export function openFramedFile(target: string, gzip: boolean, framing: Framing): FramedFile {
  const [before, between, after] = [framing.before, framing.between, framing.after].map((text) => Buffer.from(text));
  const file = openPartFile(target, gzip);
  let isStart = true;
  let rows = 0;

  /** A byte order mark at the start is the text's own; readers take one away, so it needs another before it. */
  function write(bytes: Uint8Array): void {
    if (isStart && bytes.length > 0) {
      isStart = false;
      if (BYTE_ORDER_MARK.equals(bytes.subarray(0, 3))) file.write(BYTE_ORDER_MARK);
    }
    file.write(bytes);
  }

  return {
    begin(header) {
      write(header ?? before!);
      if (header !== undefined) write(between!);
    },
    row(bytes) {
      if (rows++ > 0) write(between!);
      write(bytes);
    },
    close() {
      if (rows > 0 || before!.length > 0) write(after!);
      file.close();
    },
    discard: () => file.discard(),
  };
}

function openPartFile(file: string, gzip: boolean): PartFile {
  const handle = openSync(file, "wx");
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let used = 0;

  function writeOut(bytes: Uint8Array): void {
    const packed = gzip ? gzipSync(bytes) : bytes;
    for (let done = 0; done < packed.length; ) done += writeSync(handle, packed, done);
  }

  function flush(): void {
    if (used > 0) writeOut(block.subarray(0, used));
    used = 0;
  }

  return {
    write(...pieces) {
      for (const piece of pieces) {
        if (used + piece.length > BLOCK_BYTES) flush();
        if (piece.length > BLOCK_BYTES) writeOut(piece);
        else {
          block.set(piece, used);
          used += piece.length;
        }
      }
    },
    close() {
      try {
        flush();
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
    discard: () => closeSync(handle),
  };
}
