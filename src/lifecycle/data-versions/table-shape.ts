/** @file The columns of what is to be stored, found before it is read in earnest. */

import type { Progress } from "../../foundation/index.ts";
import {
  AmbiguousColumnError,
  type DataRow,
  type DataSource,
  type RowConsumer,
  readRows,
  sourceName,
  type TableFacts,
} from "../data/index.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";

/** How far reading may go. */
export interface ReadingOptions {
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Ends reading once the header is known. */
class HeaderKnown extends Error {}

/**
 * Names and kinds of a source's columns. Of CSV and TSV only the beginning is read; other formats may bring columns,
 * lists and numbers at any row, so all of it. @throws AmbiguousColumnError, and the errors of reading
 */
export async function tableShape(source: DataSource, options: ReadingOptions): Promise<readonly PartColumn[]> {
  let table!: TableFacts;
  let typed = new Set<number>();
  const consumer: RowConsumer = {
    begin(facts) {
      table = facts;
      if (typeof source === "string" && (facts.format === "csv" || facts.format === "tsv")) throw new HeaderKnown();
      typed = new Set();
      return facts.columns.map((_, column) => column);
    },
    row(row: DataRow) {
      for (let column = 0; column < table.columns.length; column++)
        if (!typed.has(column) && (row.isPlain(column) || row.list(column) !== undefined)) typed.add(column);
    },
  };
  try {
    await readRows(source, { task: `Looking through ${sourceName(source)}`, ...options }, consumer);
  } catch (error) {
    if (!(error instanceof HeaderKnown)) throw error;
  }
  const { columns } = table;
  const repeated = columns.find((name, column) => columns.indexOf(name) !== column);
  if (repeated !== undefined) throw new AmbiguousColumnError(sourceName(source), repeated);
  return columns.map((name, column) => ({ name, type: typed.has(column) ? "json" : "text" }));
}
