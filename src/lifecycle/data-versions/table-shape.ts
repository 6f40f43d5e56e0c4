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
 * Names and kinds of a source's columns. Of delimited text only the beginning is read; other formats may bring columns
 * and lists at any row, so all of it. @throws AmbiguousColumnError, and the errors of reading
 */
export async function tableShape(source: DataSource, options: ReadingOptions): Promise<readonly PartColumn[]> {
  let table!: TableFacts;
  let lists = new Set<number>();
  const consumer: RowConsumer = {
    begin(facts) {
      table = facts;
      if (typeof source === "string" && facts.delimiter !== null) throw new HeaderKnown();
      lists = new Set();
      return facts.columns.map((_, column) => column);
    },
    row(row: DataRow) {
      for (let column = 0; column < table.columns.length; column++)
        if (!lists.has(column) && row.list(column) !== undefined) lists.add(column);
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
  return columns.map((name, column) => ({ name, type: lists.has(column) ? "json" : "text" }));
}
