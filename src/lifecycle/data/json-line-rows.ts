/** @file The rows of JSONL: one object a line. */

import type { DataRow, RowsContext, TableFacts, TextHead } from "./data-row.ts";
import { InvalidJsonLineError } from "./errors.ts";
import { describeJson, jsonCell, jsonList } from "./json-cells.ts";
import { takeLines } from "./text-lines.ts";

/** Reads JSONL whose beginning is `head`, which decides the columns. @throws InvalidJsonLineError, RowTooLongError */
export async function jsonLineRows(
  { head, whole }: TextHead,
  chunks: AsyncIterable<Buffer>,
  { file, gzip, sizeBytes, options, consumer, counts }: RowsContext,
): Promise<{ table: TableFacts; rows: number }> {
  const columns = columnsOf(head, whole, file);
  const known = new Set(columns);
  const table: TableFacts = { file, format: "jsonl", gzip, sizeBytes, columns, delimiter: null };
  let hasBegun = columns.length > 0 || whole;
  if (hasBegun) consumer.begin(table, Buffer.alloc(0));
  let number = 0;
  let line: Buffer = Buffer.alloc(0);
  let value: Readonly<Record<string, unknown>> = {};
  const row: DataRow = {
    get number() {
      return number;
    },
    mayHoldOddBytes: true,
    cell: (column) => jsonCell(value, columns[column]!, { file, row: number }),
    isPlain: (column) => ["number", "boolean"].includes(typeof value[columns[column]!]),
    list: (column) => jsonList(value, columns[column]!, { file, row: number }),
    raw: () => line,
  };

  function take(bytes: Buffer): void {
    line = bytes;
    const text = line.toString("utf8");
    if (text.trim() === "") {
      if (bytes.length > 0) counts.note("blank-lines", number + 1);
      return;
    }
    number++;
    value = parseLine(text, { file, row: number });
    if (/\\u[dD][89a-fA-F]/.test(text) && Object.values(value).some(isHalfCharacter))
      counts.note("lone-surrogates", number);
    for (const name in value) {
      if (known.has(name)) continue;
      known.add(name);
      columns.push(name);
    }
    if (!hasBegun) {
      hasBegun = true; // the first line was longer than the head
      consumer.begin(table, Buffer.alloc(0));
    }
    consumer.row(row);
  }

  await takeLines(chunks, { file, options, row: () => number + 1, take, settle: consumer.settle });
  return { table, rows: number };
}

const isHalfCharacter = (value: unknown) => typeof value === "string" && !value.isWellFormed();

/** The keys of the first lines, in the order they appear; none where not even one line is whole. */
function columnsOf(head: Buffer, whole: boolean, file: string): string[] {
  const lines = head.toString("utf8").split("\n");
  if (!whole) lines.pop(); // cut off
  const names = new Set<string>();
  let row = 0;
  for (const line of lines.slice(0, 1000)) {
    if (line.trim() === "") continue;
    row++;
    for (const name of Object.keys(parseLine(line, { file, row }))) names.add(name);
  }
  return [...names];
}

function parseLine(line: string, place: { file: string; row: number }): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new InvalidJsonLineError(place, `the line is not JSON (${(error as Error).message})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InvalidJsonLineError(place, `the line holds ${describeJson(value)}, not an object`);
  return value as Record<string, unknown>;
}
