/** @file The next rows of a version, as many as are looked at together. */
import type { ColumnCells } from "./parquet/column-cells.ts";
import type { RowRange } from "./read-rows.ts";

/** A window that moves forward over rows. Positions count from its first row. */
export interface RowWindow {
  /** Rows in it. */
  readonly length: number;
  /** The number, from 0, of its first row among all. */
  readonly first: number;
  /** Makes it at least as long, where so many rows are left. */
  extend(length: number): Promise<void>;
  /** Drops its first rows. */
  advance(rows: number): void;
  cells(position: number): readonly ColumnCells[];
  /** Where the row lies in its cells. */
  row(position: number): number;
  /** Whether so many rows from the first lie one behind the other in the same cells. */
  isRun(rows: number): boolean;
  close(): Promise<void>;
}

/** Opens a window over rows that come in ranges. */
export function createRowWindow(ranges: AsyncGenerator<RowRange>): RowWindow {
  let pieces: { cells: readonly ColumnCells[]; from: number; until: number; start: number }[] = [];
  let head = 0; // position, from the beginning of `pieces`, of the first row
  let end = 0;
  let first = 0;
  let piece = 0; // in which the last position lay
  let isDone = false;

  function find(position: number) {
    const at = head + position;
    while (pieces[piece]!.start > at) piece--;
    while (at >= pieces[piece]!.start + pieces[piece]!.until - pieces[piece]!.from) piece++;
    return pieces[piece]!;
  }

  return {
    get length() {
      return end - head;
    },
    get first() {
      return first;
    },
    async extend(length) {
      if (end - head >= length || isDone) return;
      const needed = pieces.filter(({ start, from, until }) => start + until - from > head);
      pieces = needed.map((one) => ({ ...one, start: one.start - head }));
      end -= head;
      head = 0;
      piece = 0;
      while (end < length && !isDone) {
        const next = await ranges.next();
        if (next.done) isDone = true;
        else {
          pieces.push({ ...next.value, start: end });
          end += next.value.until - next.value.from;
        }
      }
    },
    advance(rows) {
      head += rows;
      first += rows;
    },
    cells: (position) => find(position).cells,
    row(position) {
      const { start, from } = find(position);
      return from + head + position - start;
    },
    isRun(rows) {
      if (end - head < rows) return false;
      const { start, from, until } = find(0);
      return start + until - from >= head + rows;
    },
    async close() {
      await ranges.return(undefined);
    },
  };
}
