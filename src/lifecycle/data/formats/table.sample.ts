/** @file Small tables for the tests of formats: written by `writeRows`, read back by `readRows`. */
import type { ByteOptions } from "../file-bytes.ts";
import type { DataFormat } from "../formats.config.ts";
import { type WrittenTable, writeRows } from "../index.ts";
import { readRows } from "../rows.ts";

/** A cell: a text, a list, or nothing. */
export type Cell = string | readonly string[] | null;

/** A table in memory. */
export interface SampleTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Writes a table; columns named "text", "label" and "split" have these meanings. */
export function writeTable(format: DataFormat, target: string, { columns, rows }: SampleTable) {
  const role = (name: string) => (columns.includes(name) ? columns.indexOf(name) : null);
  const table: WrittenTable = {
    source: "sample",
    columns,
    text: role("text"),
    label: role("label"),
    split: role("split"),
  };
  return writeRows(format, target, async (sink) => {
    sink.begin(table);
    for (const [at, cells] of rows.entries()) {
      sink.write({
        number: at + 1,
        cell(column) {
          const cell = cells[column]!;
          return cell === null ? undefined : Buffer.from(cell as string);
        },
        list: (column) => (Array.isArray(cells[column]) ? (cells[column] as string[]) : undefined),
        isPlain: () => false,
      });
      if (at % 1000 === 999) await sink.settle();
    }
  });
}

/** Reads a whole file with all its columns. */
export async function readTable(file: string, options: Partial<ByteOptions> = {}) {
  const rows: Cell[][] = [];
  let columns: readonly string[] = [];
  const summary = await readRows(
    file,
    { task: "Reading", ...options },
    {
      begin(table) {
        columns = table.columns;
        return [...columns.keys()];
      },
      row(row) {
        rows.push(
          columns.map((_, column): Cell => {
            const list = row.list(column);
            if (list !== undefined) return [...list];
            const cell = row.cell(column);
            return cell === undefined ? null : Buffer.from(cell).toString("utf8");
          }),
        );
      },
    },
  );
  return { columns, rows, summary };
}
