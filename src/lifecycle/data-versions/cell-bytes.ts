import type { DataRow } from "../data/index.ts";

/** A cell's bytes; a list as its JSON; `undefined` where there is none. */
export function cellBytes(row: DataRow, column: number): Uint8Array | undefined {
  const list = row.list(column);
  return list === undefined ? row.cell(column) : Buffer.from(JSON.stringify(list));
}

/** The same as text. */
export function cellText(row: DataRow, column: number): string | null {
  const bytes = cellBytes(row, column);
  return bytes === undefined ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
