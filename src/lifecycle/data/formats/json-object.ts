/** @file Cells as a JSON object. */
import type { WrittenRow } from "./table-format.ts";

/** The object of some cells: lists as lists, numbers and truth values as such where the row says so. */
export function jsonObject(
  row: WrittenRow,
  fields: readonly { readonly name: string; readonly column: number }[],
): string {
  return `{${fields.map(({ name, column }) => `${JSON.stringify(name)}:${jsonValue(row, column)}`).join(",")}}`;
}

const plainValue = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/;

function jsonValue(row: WrittenRow, column: number): string {
  const list = row.list(column);
  if (list !== undefined) return JSON.stringify(list);
  const cell = row.cell(column);
  if (cell === undefined) return "null";
  const text = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString("utf8");
  return row.isPlain(column) && plainValue.test(text) ? text : JSON.stringify(text);
}
