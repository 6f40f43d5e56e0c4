/** @file A file of one format as a file of another, as a stream. */
import path from "node:path";
import type { TableFacts } from "./data-row.ts";
import type { DataWarning } from "./dataset.ts";
import { ColumnNotGuessedError } from "./errors.ts";
import type { WrittenTable } from "./formats/table-format.ts";
import type { DataFormat } from "./formats.config.ts";
import { findColumn } from "./guess-columns.ts";
import type { ReadOptions } from "./read-options.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { usedColumnsOrNoLabel } from "./used-columns.ts";
import { formatOfName, leftOutWarnings, writeRows } from "./write-rows.ts";

/** How a file is converted. */
export interface ConvertOptions extends Pick<ReadOptions, "text" | "label" | "progress" | "signal"> {
  /** Told from the input's content when absent. */
  readonly from?: DataFormat | undefined;
  /** Told from the output's name when absent. */
  readonly format?: DataFormat | undefined;
  /** The column that says which split a row belongs to; "split" where there is one. */
  readonly splitColumn?: string | undefined;
}

/** What was converted. */
export interface Conversion {
  readonly file: string;
  readonly from: DataFormat;
  readonly format: DataFormat;
  /** SHA-256 of the input. */
  readonly digest: string;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly warnings: readonly DataWarning[];
}

/**
 * Writes every row of `input` to `output`, which must be free, whole or not at all.
 * @throws UnwritableRowError for a row that the format cannot hold, and the errors of this folder
 */
export async function convertFile(
  input: DataSource,
  output: string,
  options: ConvertOptions = {},
): Promise<Conversion> {
  const { from, format = formatOfName(output), progress, signal } = options;
  const task = `Converting ${path.basename(sourceName(input))}`;
  let summary!: Awaited<ReturnType<typeof readRows>>;
  const { leftOut, rows } = await writeRows(
    format,
    output,
    async (sink) => {
      summary = await readRows(
        input,
        { task, progress, signal, format: from },
        {
          begin(table) {
            sink.begin(writtenTable(table, options));
            return [...table.columns.keys()];
          },
          row: (row) => sink.write(row),
          settle: () => sink.settle(),
        },
      );
    },
    { signal },
  );
  return {
    file: output,
    from: summary.format,
    format,
    digest: summary.digest,
    rows,
    columns: summary.columns.filter((name) => !leftOut.includes(name)),
    warnings: [...summary.warnings, ...leftOutWarnings(output, leftOut, rows)],
  };
}

/** What is known of a table that is read, for writing it. @throws UnknownColumnError, AmbiguousColumnError */
export function writtenTable(
  table: TableFacts,
  options: Pick<ConvertOptions, "text" | "label" | "splitColumn">,
): WrittenTable {
  const { file, columns, types } = table;
  return { source: file, columns, types, ...rolesOf(table, options) };
}

/** The columns that formats with fixed fields need, as far as they are named or can be guessed. */
function rolesOf(
  table: TableFacts,
  { text, label, splitColumn }: Pick<ConvertOptions, "text" | "label" | "splitColumn">,
): Pick<WrittenTable, "text" | "label" | "split"> {
  const { file, columns, roles } = table;
  const named = splitColumn ?? roles?.split ?? (columns.includes("split") ? "split" : undefined);
  const split = named === undefined ? null : findColumn(file, columns, named);
  try {
    const used = usedColumnsOrNoLabel(table, { text, label });
    return { text: used.text, label: used.label, split };
  } catch (error) {
    if (text === undefined && error instanceof ColumnNotGuessedError)
      return {
        text: null,
        label: label === undefined || label === null ? null : findColumn(file, columns, label),
        split,
      };
    throw error;
  }
}
