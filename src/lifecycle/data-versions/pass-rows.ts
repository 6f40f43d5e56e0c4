/** @file Rows of a source on their way into columns. */
import { type DataRow, type DataSource, type RowsSummary, readRows, sourceName } from "../data/index.ts";
import type { ColumnBuffer } from "./parquet/column-buffer.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import type { ReadingOptions } from "./table-shape.ts";

/** Reads every row with all columns. */
export function passRows(
  source: DataSource,
  columns: readonly PartColumn[],
  verb: string,
  options: ReadingOptions,
  { row, settle }: { readonly row: (row: DataRow) => void; readonly settle: () => Promise<void> },
): Promise<RowsSummary> {
  return readRows(
    source,
    { task: `${verb} ${sourceName(source)}`, ...options },
    { begin: () => columns.map((_, column) => column), row, settle },
  );
}

/** Appends a row; what is no text as JSON. */
export function appendRow(row: DataRow, columns: readonly PartColumn[], cells: readonly ColumnBuffer[]): void {
  for (let column = 0; column < columns.length; column++) {
    if (columns[column]!.type === "text") cells[column]!.append(row.cell(column));
    else cells[column]!.append(jsonCell(row, column));
  }
}

/** A list, a number, a truth value or a text as JSON. */
function jsonCell(row: DataRow, column: number): Uint8Array | undefined {
  const list = row.list(column);
  if (list !== undefined) return Buffer.from(JSON.stringify(list));
  const cell = row.cell(column);
  if (cell === undefined) return undefined;
  const text = Buffer.from(cell).toString("utf8");
  return Buffer.from(row.isPlain(column) && plainJson.test(text) ? text : JSON.stringify(text));
}

/** A number or truth value in JSON. */
const plainJson = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/;
