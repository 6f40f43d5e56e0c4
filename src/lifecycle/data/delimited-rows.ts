/** @file The rows of CSV, TSV and other delimited text. */

import type { DataRow, RowsContext, TableFacts, TextHead } from "./data-row.ts";
import type { TakenRows } from "./delimited-kernel.ts";
import { createDelimitedScanner, type DelimitedRow } from "./delimited-scanner.ts";
import { detectDelimiter } from "./detect-delimiter.ts";
import { RaggedFileError } from "./errors.ts";
import { throwIfAborted } from "./file-bytes.ts";

/** Reads delimited text whose beginning is `head`. @throws RaggedFileError, UnclosedQuoteError, RowTooLongError */
export async function delimitedRows(
  { head, whole, facts }: TextHead,
  chunks: AsyncIterable<Buffer>,
  { file, gzip, sizeBytes, options, consumer, counts }: RowsContext,
): Promise<{ table: TableFacts; rows: number }> {
  const delimiter = detectDelimiter(head, whole, file);
  let table: TableFacts | undefined;
  let firstRagged: { row: number; cells: number } | undefined;
  let number = 0;
  let blankBefore = 0;
  let current!: DelimitedRow;
  const row: DataRow = {
    get number() {
      return number;
    },
    get isInPlace() {
      return facts.encoding === "utf-8" && !facts.hasInvalidBytes;
    },
    get mayHoldOddBytes() {
      return facts.hasNulBytes || facts.hasInvalidBytes;
    },
    cell: (column) => (column < current.length ? current.cell(column) : undefined),
    list: () => undefined,
    isPlain: () => false,
    raw: () => current.raw(),
  };

  const noRows = { rows: 0, bytes: 0, lines: 0 };
  function take(bytes: Buffer): TakenRows {
    if (row.mayHoldOddBytes || row.isInPlace !== true) return noRows;
    const taken = consumer.takeRows!(bytes, number);
    if (taken.rows > 0) noteBlankLines(number + 1);
    number += taken.rows;
    return taken;
  }

  function noteBlankLines(before: number): void {
    for (; blankBefore > 0; blankBefore--) counts.note("blank-lines", before);
  }

  const receive = (scanned: DelimitedRow) => {
    current = scanned;
    if (table === undefined) {
      if (scanned.isBlank) return;
      const columns = Array.from({ length: scanned.length }, (_, index) => scanned.cell(index).toString("utf8"));
      table = { file, format: delimiter === "\t" ? "tsv" : "csv", gzip, sizeBytes, columns, delimiter };
      consumer.begin(table, scanned.raw());
      return;
    }
    const width = table.columns.length;
    if (scanned.isBlank && width > 1) {
      blankBefore++;
      return;
    }
    number++;
    noteBlankLines(number);
    if (scanned.length !== width) {
      firstRagged ??= { row: number, cells: scanned.length };
      counts.note("ragged-rows", number);
    }
    if (scanned.hasStrayText) counts.note("stray-quotes", number);
    consumer.row(row);
  };
  const scanner = createDelimitedScanner(
    { file, delimiter },
    receive,
    consumer.takeRows === undefined ? undefined : take,
  );

  for await (const chunk of chunks) {
    scanner.push(chunk);
    throwIfAborted(options);
    await consumer.settle?.();
  }
  scanner.finish();
  const ragged = counts.count("ragged-rows");
  if (table !== undefined && firstRagged !== undefined && ragged > number / 2)
    throw new RaggedFileError({ file, row: firstRagged.row }, firstRagged.cells, table.columns.length, ragged, number);
  return { table: table ?? { file, format: "csv", gzip, sizeBytes, columns: [], delimiter }, rows: number };
}
