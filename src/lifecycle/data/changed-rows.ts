/** @file Rows with some left out and some cells changed: as a new file, or as a source for whoever takes one. */
import path from "node:path";
import { canonicalJson, sha256, sha256File } from "../../foundation/index.ts";
import type { DataRow } from "./data-row.ts";
import type { Dataset } from "./dataset.ts";
import { ChangedFileError } from "./errors.ts";
import type { ReadOptions } from "./read-options.ts";
import type { DataSource, RowSource } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { formatOfName, leftOutWarnings, writeRows } from "./write-rows.ts";
import { type WrittenRows, writtenRows } from "./written-rows.ts";

/** What becomes of the rows of a data set. */
export interface RowChanges {
  /** [rows] 1: the row is left out. */
  readonly dropped: Uint8Array;
  /** New labels by row, from 0. */
  readonly labels: ReadonlyMap<number, string>;
  /** New texts by row, from 0. */
  readonly texts: ReadonlyMap<number, string>;
}

/** The new file. */
export interface RewrittenFile {
  readonly file: string;
  /** SHA-256 */
  readonly digest: string;
  readonly rows: number;
  readonly warnings: Dataset["warnings"];
}

/**
 * Writes the rows of the source that the data set was read from to `output`, whole or not at all, in the format that its
 * name says. @throws OutputExistsError, ChangedFileError where the source is not as it was read, CancelledError, the errors of writing
 */
export async function rewriteFile(
  source: DataSource,
  dataset: Dataset,
  changes: RowChanges,
  output: string,
  { progress, signal }: Pick<ReadOptions, "progress" | "signal"> = {},
): Promise<RewrittenFile> {
  const { textColumn: text, labelColumn: label } = dataset;
  const task = `Writing ${path.basename(output)}`;
  const { rows, leftOut } = await writeRows(
    formatOfName(output),
    output,
    async (sink) => {
      let change!: RowChanger;
      let written!: WrittenRows;
      const summary = await readRows(
        source,
        { task, progress, signal },
        {
          begin(table) {
            change = createRowChanger(dataset, changes, dataset.columns);
            written = writtenRows(table, { text, label: label ?? undefined }, [...dataset.columns]);
            sink.begin(written.table);
            return written.needed;
          },
          row(row) {
            const changed = change(row);
            if (changed !== undefined) sink.write(written.row(changed));
          },
          settle: () => sink.settle(),
        },
      );
      written.finish();
      if (summary.digest !== dataset.digest || summary.rows !== dataset.rows) throw new ChangedFileError(dataset.file);
    },
    { signal },
  );
  const warnings = leftOutWarnings(output, leftOut, rows);
  return { file: output, digest: await sha256File(path.resolve(output)), rows, warnings };
}

/** The rows of a source with the changes; of its columns only the first `columns`. */
export function changedSource(source: RowSource, dataset: Dataset, changes: RowChanges, columns: number): RowSource {
  const { dropped, labels, texts } = changes;
  const names = source.columns.slice(0, columns);
  const identity = { source: source.digest, columns, dropped: [...dropped], labels: [...labels], texts: [...texts] };
  return {
    ...source,
    columns: names,
    digest: sha256(Buffer.from(canonicalJson(identity))),
    roles: { text: source.roles.text, label: source.roles.label },
    read(wanted, receive, options) {
      const change = createRowChanger(dataset, changes, names);
      return source.read(
        wanted,
        (row) => {
          const changed = change(row);
          if (changed !== undefined) receive(changed);
        },
        options,
      );
    },
  };
}

type RowChanger = (row: DataRow) => DataRow | undefined;

/** Gives each row as it is to be, or nothing where it is left out; rows are numbered anew. Valid until the next. */
function createRowChanger(
  { file, textColumn, labelColumn }: Dataset,
  { dropped, labels, texts }: RowChanges,
  columns: readonly string[],
): RowChanger {
  const textAt = columns.indexOf(textColumn);
  const labelAt = labelColumn === null ? -1 : columns.indexOf(labelColumn);
  let number = 0;
  let original!: DataRow;
  const changeOf = (column: number) => {
    const row = original.number - 1;
    if (column === textAt) return texts.get(row);
    return column === labelAt ? labels.get(row) : undefined;
  };
  const changed: DataRow = {
    get number() {
      return number;
    },
    mayHoldOddBytes: true,
    cell(column) {
      const change = changeOf(column);
      return change === undefined ? original.cell(column) : Buffer.from(change);
    },
    list: (column) => (changeOf(column) === undefined ? original.list(column) : undefined),
    isPlain(column) {
      const change = changeOf(column);
      // A label that was a number stays one where the new one can be.
      return original.isPlain(column) && (change === undefined || String(Number(change)) === change);
    },
    raw: () => original.raw(),
  };
  return (row) => {
    if (row.number > dropped.length) throw new ChangedFileError(file);
    if (dropped[row.number - 1] === 1) return undefined;
    number++;
    original = row;
    return changed;
  };
}
