/** @file Columns that are only digested, in groups; who wants may look at each group before it is gone. */
import { createColumnDigests } from "./column-digests.ts";
import { createOrderedWork } from "./ordered-work.ts";
import type { FilledColumn } from "./parquet/column-buffer.ts";
import { createRowGroups, type RowTarget } from "./parquet/row-groups.ts";

/** Takes the rows of a table. */
export interface DigestBuffers extends RowTarget {
  /** [columns] */
  finish(): Promise<readonly string[]>;
}

const PENDING_GROUPS = 4;

/** Starts without rows. `look` sees each group in order, one at a time; its bytes are used again afterwards. */
export function createDigestBuffers(
  columns: number,
  look: (columns: readonly FilledColumn[]) => Promise<void> = async () => {},
): DigestBuffers {
  const work = createOrderedWork(PENDING_GROUPS);
  const digests = createColumnDigests(columns);
  const groups = createRowGroups(columns, (filled) => {
    digests.update(filled);
    work.add(async () => {
      await look(filled);
      groups.giveBack(filled);
    });
  });
  return {
    cells: groups.cells,
    endRows: groups.endRows,
    room: groups.room,
    settle: work.settle,
    async finish() {
      groups.finish();
      await work.finish();
      return digests.finish();
    },
  };
}
