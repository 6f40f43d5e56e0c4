/** @file Divides a file by the part of each row into files of another format. */
import path from "node:path";
import type { DataRow } from "./data-row.ts";
import type { DataWarning } from "./dataset.ts";
import { ChangedFileError } from "./errors.ts";
import { formats } from "./formats/catalog.ts";
import type { TableWriter, WrittenRow, WrittenTable } from "./formats/table-format.ts";
import { readRows } from "./rows.ts";
import { PART_NAMES, type SplitRequest } from "./split-parts.ts";
import { leftOutWarnings } from "./write-rows.ts";
import { type WrittenRows, writtenRows } from "./written-rows.ts";

/** Writes each part; for the format "hugging-face" one folder with all of them. @throws ChangedFileError, UnwritableRowError */
export async function splitInto({
  source,
  file,
  summary,
  partOfRow,
  parts,
  folder,
  format,
  options,
}: SplitRequest): Promise<DataWarning[]> {
  const { signal, progress } = options;
  const { openWriter, extensions } = formats[format];
  const isFolder = extensions.length === 0;
  const gzip = summary.gzip && formats[format].text !== undefined;
  const writers = new Map<number, TableWriter>();
  const distinct: TableWriter[] = [];
  async function open(target: string): Promise<TableWriter> {
    const writer = await openWriter(target, { gzip, signal });
    distinct.push(writer);
    return writer;
  }
  try {
    const shared = isFolder ? await open(folder) : undefined;
    for (const { part, fileName } of parts) writers.set(part, shared ?? (await open(path.join(folder, fileName))));
    let described!: (row: DataRow) => WrittenRow;
    let written!: WrittenRows;
    const { digest } = await readRows(
      source,
      { task: `Writing the parts of ${path.basename(file)}`, progress, signal },
      {
        begin(table) {
          written = writtenRows(table, options, [...summary.columns]);
          described = isFolder ? withSplit(written, (row) => PART_NAMES[partOfRow[row - 1] as 0 | 1 | 2]) : written.row;
          for (const writer of distinct) writer.begin(isFolder ? withSplitColumn(written.table) : written.table);
          return written.needed;
        },
        row(row) {
          const writer = writers.get(partOfRow[row.number - 1]!);
          if (writer === undefined) throw new ChangedFileError(file);
          writer.write(described(row));
        },
        async settle() {
          for (const writer of distinct) await writer.settle();
        },
      },
    );
    if (digest !== summary.digest) throw new ChangedFileError(file);
    written.finish();
    const leftOut = new Set<string>();
    for (const writer of distinct.splice(0)) for (const name of await writer.finish()) leftOut.add(name);
    return leftOutWarnings(folder, [...leftOut], summary.rows);
  } finally {
    for (const writer of distinct) await writer.abandon().catch(() => {});
  }
}

/** The table with the part's name as one column more; a column that says a split already stays what it is. */
function withSplitColumn(table: WrittenTable): WrittenTable {
  return { ...table, columns: [...table.columns, "part of the split"], split: table.columns.length };
}

function withSplit(
  { table, row: written }: WrittenRows,
  partName: (row: number) => string,
): (row: DataRow) => WrittenRow {
  const last = table.columns.length;
  return (source) => {
    const row = written(source);
    return {
      number: row.number,
      cell: (column) => (column === last ? Buffer.from(partName(row.number)) : row.cell(column)),
      list: (column) => (column === last ? undefined : row.list(column)),
      isPlain: (column) => column !== last && row.isPlain(column),
    };
  };
}
