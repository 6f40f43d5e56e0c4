/** @file Writes the lines of one part, in blocks; as gzip, each block is a member of its own. */
import { closeSync, openSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** A file that is being written. */
export interface PartFile {
  writeLine(line: Uint8Array): void;
  /** Writes what is left. */
  close(): void;
}

const BLOCK_BYTES = 1 << 20;

/** Creates a file that must not be there yet. */
export function openPartFile(file: string, gzip: boolean): PartFile {
  const handle = openSync(file, "wx");
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let used = 0;

  function write(bytes: Uint8Array): void {
    const packed = gzip ? gzipSync(bytes) : bytes;
    for (let done = 0; done < packed.length; ) done += writeSync(handle, packed, done);
  }

  function flush(): void {
    if (used > 0) write(block.subarray(0, used));
    used = 0;
  }

  return {
    writeLine(line) {
      if (used + line.length + 1 > BLOCK_BYTES) flush();
      if (line.length + 1 > BLOCK_BYTES) {
        write(Buffer.concat([line, Buffer.from("\n")]));
        return;
      }
      block.set(line, used);
      used += line.length;
      block[used++] = 0x0a;
    },
    close() {
      try {
        flush();
      } finally {
        closeSync(handle);
      }
    },
  };
}
