/** @file Cells of one column among some rows, found once so that they can be asked for in any order. */
import type { FilledColumn } from "./column-buffer.ts";

/** Cells by row. Views of them are valid for as long as the object. */
export interface ColumnCells {
  /** `undefined`: null. */
  cell(row: number): Uint8Array | undefined;
  /** The number in a cell of type int32. */
  number(row: number): number;
  readonly hasNulls: boolean;
  /** Whether the row is null. */
  isNull(row: number): boolean;
  /**
   * Where cells lie as they are encoded (see `FilledColumn.plain`): that of a row from `starts[row]` to
   * `starts[row + 1]` of `page`, its length before it; nothing where it is null.
   */
  readonly page: Buffer;
  readonly starts: Int32Array;
  /** The cells of some rows as they are encoded. */
  plain(from: number, until: number): Uint8Array;
}

/** Cells of texts, encoded from `start` on. `present` [rows] is 0 where a row is null. Throws a `RangeError` where the bytes are none. */
export function textCells(page: Buffer, start: number, rows: number, present: Uint8Array | null): ColumnCells {
  const starts = new Int32Array(rows + 1);
  let at = start;
  for (let row = 0; row < rows; row++) {
    starts[row] = at;
    if (present !== null && present[row] === 0) continue;
    if (at + 4 > page.length) throw new RangeError("a page ends within a cell");
    at += 4 + (page[at]! | (page[at + 1]! << 8) | (page[at + 2]! << 16) | (page[at + 3]! << 24));
  }
  starts[rows] = at;
  if (at !== page.length) throw new RangeError("a page does not end with its last cell");
  const isNull = (row: number) => present !== null && present[row] === 0;
  return {
    cell: (row) => (isNull(row) ? undefined : page.subarray(starts[row]! + 4, starts[row + 1]!)),
    number: () => Number.NaN,
    hasNulls: present !== null,
    isNull,
    page,
    starts,
    plain: (from, until) => page.subarray(starts[from]!, starts[until]!),
  };
}

/** Cells of numbers, none of them null. Throws a `RangeError` where the bytes are none. */
export function numberCells(page: Buffer, start: number, rows: number): ColumnCells {
  if (page.length !== start + rows * 4) throw new RangeError("a page of numbers has another size");
  const starts = Int32Array.from({ length: rows + 1 }, (_, row) => start + row * 4);
  return {
    cell: () => undefined,
    number: (row) => page.readInt32LE(start + row * 4),
    hasNulls: false,
    isNull: () => false,
    page,
    starts,
    plain: (from, until) => page.subarray(starts[from]!, starts[until]!),
  };
}

/** The cells of a buffer that was filled with texts. */
export function filledCells({ rows, plain, nulls }: FilledColumn): ColumnCells {
  const page = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
  if (nulls.length === 0) return textCells(page, 0, rows, null);
  const present = new Uint8Array(rows).fill(1);
  for (const row of nulls) present[row] = 0;
  return textCells(page, 0, rows, present);
}
