/** @file Rows of a source on their way into columns. */
import {
  createColumnKernel,
  type DataRow,
  type DataSource,
  type RowConsumer,
  type RowsSummary,
  readRows,
  sourceName,
} from "../data/index.ts";
import type { ColumnBuffer } from "./parquet/column-buffer.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import type { RowTarget } from "./parquet/row-groups.ts";
import type { RowObserver } from "./store-request.ts";
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

/** Reads every row with all columns into `target`; ordinary rows of CSV many at a time. */
export function fillColumns(
  source: DataSource,
  columns: readonly PartColumn[],
  options: ReadingOptions,
  target: RowTarget,
  observer: RowObserver,
): Promise<RowsSummary> {
  let kernel: ReturnType<typeof createColumnKernel>;
  const consumer: RowConsumer = {
    begin({ delimiter, columns: { length } }) {
      const isText = delimiter !== null && columns.every(({ type }) => type === "text");
      if (isText && length === columns.length) kernel = createColumnKernel(length, delimiter);
      return columns.map((_, column) => column);
    },
    row(row) {
      appendRow(row, columns, target.cells);
      observer.row(row, target.cells);
      target.endRows(1);
    },
    takeRows(bytes, before) {
      if (kernel === undefined) return { rows: 0, bytes: 0, lines: 0 };
      let number = before + 1;
      return kernel.take(bytes, target.room, ({ rows, columns: plain }) => {
        const cells = plain.map((cells, column) => target.cells[column]!.appendPlain(cells, rows));
        observer.plainRows({ number, rows, columns: cells });
        target.endRows(rows);
        number += rows;
      });
    },
    settle: () => target.settle(),
  };
  return readRows(source, { task: `Storing ${sourceName(source)}`, withoutDigest: true, ...options }, consumer);
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
