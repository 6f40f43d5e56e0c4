/** @file Columns that are only digested, in groups; who wants may look at each group before it is gone. */
import type { ColumnDigester } from "./column-digester.ts";
import { type ColumnBuffer, createColumnBuffer, type FilledColumn } from "./parquet/column-buffer.ts";

/** Takes cells row by row. */
export interface DigestBuffers {
  /** [columns]; each takes one cell a row. */
  readonly cells: readonly ColumnBuffer[];
  endRow(): void;
  /** Waits until not much is left to be digested. @throws what went wrong there */
  settle(): Promise<void>;
  /** [columns] */
  finish(): Promise<readonly string[]>;
}

const GROUP_ROWS = 1 << 14;
const GROUP_BYTES = 1 << 22;
const PENDING_GROUPS = 4;

/** Starts without rows. `look` sees each group in order, one at a time. */
export function createDigestBuffers(
  columns: number,
  digester: ColumnDigester,
  look: (columns: readonly FilledColumn[]) => Promise<void> = async () => {},
): DigestBuffers {
  const cells = Array.from({ length: columns }, createColumnBuffer);
  let rows = 0;
  let pending = 0;
  let digested = Promise.resolve();

  function flush(): void {
    if (rows === 0) return;
    const before = digested;
    const filled = cells.map((column) => column.take());
    pending++;
    digested = (async () => {
      await before;
      await look(filled);
      await digester.digest(filled);
      pending--;
    })();
    digested.catch(() => {}); // told by `settle` or `finish`
    rows = 0;
  }

  return {
    cells,
    endRow() {
      rows++;
      let sizeBytes = 0;
      for (const column of cells) sizeBytes += column.sizeBytes;
      if (rows === GROUP_ROWS || sizeBytes >= GROUP_BYTES) flush();
    },
    async settle() {
      if (pending >= PENDING_GROUPS) await digested;
    },
    async finish() {
      flush();
      await digested;
      return digester.finish();
    },
  };
}
