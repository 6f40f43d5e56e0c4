/** @file The rows of a table as they are written: which column is the text, the label, the split; several labels as a list. */
import type { DataRow, TableFacts } from "./data-row.ts";
import { ColumnNotGuessedError } from "./errors.ts";
import type { WrittenRow, WrittenTable } from "./formats/table-format.ts";
import { findColumn } from "./guess-columns.ts";
import { createLabelSetReader, type LabelSetReader } from "./label-set-reader.ts";
import type { ReadOptions } from "./read-options.ts";
import { type UsedColumns, usedColumns, usedColumnsOrNoLabel } from "./used-columns.ts";

/** Which columns hold what. */
export interface WrittenColumns extends Pick<ReadOptions, "text" | "label" | "several"> {
  /** The column that says which split a row belongs to; "split" where there is one. */
  readonly splitColumn?: string | undefined;
}

/** A table on its way from a reader to a writer. */
export interface WrittenRows {
  readonly table: WrittenTable;
  /** The columns to ask the reader for. */
  readonly needed: readonly number[];
  /** The row as it is written; valid as long as the one that is given. @throws LabelListError, LabelFlagError */
  row(row: DataRow): WrittenRow;
  /** To be called after the last row. @throws LabelSeparatorError */
  finish(): void;
}

/** Where the cells of a written column come from. */
type Source = number | "labels";

/**
 * Describes the rows of a table. `names` are its columns where the reader does not know all of them yet.
 * @throws UnknownColumnError, AmbiguousColumnError; ColumnNotGuessedError where several labels are asked for
 */
export function writtenRows(facts: TableFacts, options: WrittenColumns, names = [...facts.columns]): WrittenRows {
  const { file, types, roles } = facts;
  const used = usedFor(facts, options);
  const reader =
    options.several === undefined || used === undefined
      ? undefined
      : createLabelSetReader(facts, used, options.several);
  const splitName = options.splitColumn ?? roles?.split ?? (names.includes("split") ? "split" : undefined);
  const split = splitName === undefined ? null : findColumn(file, names, splitName);
  const flags = used?.flags ?? [];
  const sources: Source[] = [...names.keys()].filter((column) => !flags.includes(column));
  if (flags.length > 0) sources.push("labels");
  const nameOf = (source: Source) => (source === "labels" ? freeName(names) : names[source]!);
  const place = (column: number | null | undefined) =>
    column === null || column === undefined ? null : sources.indexOf(column);
  const isSet = (source: Source) => source === "labels" || (reader !== undefined && source === used?.label);
  return {
    table: {
      source: file,
      columns: sources.map(nameOf),
      types:
        types === undefined
          ? undefined
          : sources.map((source) => (isSet(source) ? "VARCHAR[]" : types[source as number]!)),
      text: place(used?.text),
      label: flags.length > 0 ? sources.length - 1 : place(used?.label),
      split: place(split),
    },
    needed: [...facts.columns.keys()],
    row: (row) => asWritten(row, sources, facts, reader, isSet),
    finish: () => reader?.finish(),
  };
}

function asWritten(
  row: DataRow,
  sources: readonly Source[],
  { columns }: TableFacts,
  reader: LabelSetReader | undefined,
  isSet: (source: Source) => boolean,
): WrittenRow {
  /** The reader's column; `undefined` for one that it has not come across. */
  const known = (column: number) => {
    const source = sources[column]!;
    return typeof source === "number" && source < columns.length ? source : undefined;
  };
  return {
    number: row.number,
    cell(column) {
      const source = known(column);
      return source === undefined ? undefined : row.cell(source);
    },
    list(column) {
      if (isSet(sources[column]!)) return reader!.read(row);
      const source = known(column);
      return source === undefined ? undefined : row.list(source);
    },
    isPlain(column) {
      const source = known(column);
      return source !== undefined && row.isPlain(source);
    },
  };
}

/** The used columns; none where the text's cannot be guessed and nobody named it. */
function usedFor(facts: TableFacts, { text, label, several }: WrittenColumns): UsedColumns | undefined {
  if (several !== undefined) return usedColumns(facts, { text, label, several });
  try {
    return usedColumnsOrNoLabel(facts, { text, label });
  } catch (error) {
    if (text !== undefined || label !== undefined || !(error instanceof ColumnNotGuessedError)) throw error;
    return undefined;
  }
}

function freeName(names: readonly string[]): string {
  let name = "labels";
  while (names.includes(name)) name = `${name}_`;
  return name;
}
