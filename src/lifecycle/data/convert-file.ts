/** @file A file of one format as a file of another, as a stream. */
import path from "node:path";
import type { RowsSummary, TableFacts } from "./data-row.ts";
import type { DataWarning } from "./dataset.ts";
import { formats } from "./formats/catalog.ts";
import type { DataFormat } from "./formats.config.ts";
import type { ReadOptions, SeveralLabels } from "./read-options.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { formatOfName, leftOutWarnings, type WriteResult, writeRows } from "./write-rows.ts";
import { type WrittenColumns, type WrittenRows, writtenRows } from "./written-rows.ts";

/** How a file is converted. */
export interface ConvertOptions extends WrittenColumns, Pick<ReadOptions, "progress" | "signal"> {
  /** Told from the input's content when absent. */
  readonly from?: DataFormat | undefined;
  /** Told from the output's name when absent. */
  readonly format?: DataFormat | undefined;
  /** Label Studio's tasks get the labels as predictions, to be reviewed, and not as annotations. */
  readonly asPredictions?: boolean | undefined;
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
  const reading = { task: `Converting ${path.basename(sourceName(input))}`, progress, signal, format: from };
  const several = options.several ?? ownLabels(input, format, options);
  let summary!: RowsSummary;

  async function write(names?: string[]): Promise<WriteResult> {
    const { leftOut, rows } = await writeRows(
      format,
      output,
      async (sink) => {
        let written!: WrittenRows;
        let table!: TableFacts;
        let known = 0;
        summary = await readRows(input, reading, {
          begin(facts) {
            table = facts;
            known = (names ?? facts.columns).length;
            written = writtenRows(facts, { ...options, several }, names);
            sink.begin(written.table);
            return written.needed;
          },
          row(row) {
            if (table.columns.length > known) throw new LateColumn();
            sink.write(written.row(row));
          },
          settle: () => sink.settle(),
        });
        written.finish();
      },
      { signal, asPredictions: options.asPredictions },
    );
    return { leftOut, rows };
  }

  const { leftOut, rows } = await write().catch(async (error: unknown) => {
    if (!(error instanceof LateColumn)) throw error;
    const { columns } = await readRows(input, reading, { begin: () => [], row: () => {} });
    return write([...columns]);
  });
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

/** The label columns of a source that has several, where nobody names others and the format wants them in one field. */
function ownLabels(input: DataSource, format: DataFormat, { label }: ConvertOptions): SeveralLabels | undefined {
  const columns = typeof input === "string" || label !== undefined ? undefined : input.roles.labels;
  return columns === undefined || formats[format].hasLabelField !== true ? undefined : { separator: null, columns };
}

/** A column that the first rows do not have; then all rows are looked through before any is written. */
class LateColumn extends Error {}
