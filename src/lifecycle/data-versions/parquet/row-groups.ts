/** @file Rows on their way into row groups of a fixed size. */
import { type ColumnBuffer, createColumnBuffer, type FilledColumn } from "./column-buffer.ts";

/** Takes rows. After rows `endRows`; between pieces of work `settle`. */
export interface RowTarget extends Pick<RowGroups, "cells" | "endRows" | "room"> {
  /** Waits until not much is left to be done with full groups. @throws what went wrong there */
  settle(): Promise<void>;
}

/** The row group that is being filled. */
export interface RowGroups {
  /** [columns]; each takes one cell a row. */
  readonly cells: readonly ColumnBuffer[];
  /** To be called after each row, or after several that are no more than the room there was. */
  endRows(rows: number): void;
  /** How many rows, or how many bytes of cells, the group still takes; at least one. */
  room(): { readonly rows: number; readonly bytes: number };
  /** Gives back the memory of a group that is no longer needed. */
  giveBack(filled: readonly FilledColumn[]): void;
  /** Hands on what is left. */
  finish(): void;
}

const GROUP_ROWS = 1 << 14;
const GROUP_BYTES = 1 << 22;

/** Starts without rows; `receive` gets each group as it is full. */
export function createRowGroups(
  columns: number,
  receive: (filled: readonly FilledColumn[], rows: number) => void,
): RowGroups {
  const cells = Array.from({ length: columns }, createColumnBuffer);
  let rows = 0;

  function sizeBytes(): number {
    let sum = 0;
    for (const column of cells) sum += column.sizeBytes;
    return sum;
  }

  function finish(): void {
    if (rows === 0) return;
    const count = rows;
    rows = 0;
    receive(
      cells.map((column) => column.take()),
      count,
    );
  }

  return {
    cells,
    endRows(count) {
      rows += count;
      if (rows >= GROUP_ROWS || sizeBytes() >= GROUP_BYTES) finish();
    },
    room: () => ({ rows: GROUP_ROWS - rows, bytes: GROUP_BYTES - sizeBytes() }),
    giveBack(filled) {
      for (const [at, column] of filled.entries()) cells[at]!.giveBack(column);
    },
    finish,
  };
}
