/**
 * @file Reads sentences of tokens with tags (Tjong Kim Sang & De Meulder 2003): one token a line, its columns parted by
 * tabs, or by spaces where the first line has no tab; the last column is the tag. `-DOCSTART-` begins a document.
 */
import type { DataRow, RowsContext, TableFacts, TextHead } from "../data-row.ts";
import { MalformedTokenLineError, NestedValueError } from "../errors.ts";
import { takeLines } from "../text-lines.ts";

const LEADING = ["document", "text", "tokens"] as const;

/**
 * Columns: `document` (the number of the document, from 1, where the file has any), `text` (the tokens joined by
 * spaces), `tokens`, one list for each column between (`column2`, …), and `tags`. @throws MalformedTokenLineError
 */
export async function conllRows(
  { head, facts }: TextHead,
  chunks: AsyncIterable<Buffer>,
  { file, gzip, sizeBytes, options, consumer }: RowsContext,
): Promise<{ table: TableFacts; rows: number }> {
  const first = firstTokenLine(head);
  const tabs = first.includes("\t");
  const partsOf = (line: string) => (tabs ? line.split("\t") : line.replace(/^[ \t]+|[ \t]+$/g, "").split(/[ \t]+/));
  const width = Math.max(2, partsOf(first).length);
  const columns = [...LEADING, ...Array.from({ length: width - 2 }, (_, index) => `column${index + 2}`), "tags"];
  const table: TableFacts = {
    file,
    format: "conll",
    gzip,
    sizeBytes,
    columns,
    delimiter: tabs ? "\t" : " ",
    roles: { text: "text" },
  };
  consumer.begin(table, Buffer.alloc(0));

  let sentence: string[][] = []; // [width] of tokens or tags
  let lines: Buffer[] = [];
  let current: { readonly values: readonly (readonly string[])[]; readonly lines: readonly Buffer[] };
  let document = 0;
  let number = 0;
  let line = 0;
  const row: DataRow = {
    get number() {
      return number;
    },
    get mayHoldOddBytes() {
      return facts.hasNulBytes || facts.hasInvalidBytes;
    },
    cell(column) {
      if (column === 0) return document === 0 ? undefined : Buffer.from(`${document}`);
      if (column === 1) return Buffer.from(current.values[0]!.join(" "));
      throw new NestedValueError({ file, row: number, column: columns[column]! }, "a list");
    },
    list: (column) => (column < 2 ? undefined : current.values[column - 2]!),
    isPlain: (column) => column === 0,
    raw: () => Buffer.concat(current.lines.flatMap((bytes, at) => (at === 0 ? [bytes] : [Buffer.from("\n"), bytes]))),
  };

  function endSentence(): void {
    if (sentence.length === 0) return;
    number++;
    current = { values: sentence, lines };
    sentence = [];
    lines = [];
    consumer.row(row);
  }

  await takeLines(chunks, {
    file,
    options,
    row: () => number + 1,
    take(bytes) {
      line++;
      const text = bytes.toString("utf8");
      if (tabs ? /^[ ]*$/.test(text) : /^[ \t]*$/.test(text)) return endSentence();
      const parts = partsOf(text);
      if (isDocumentStart(parts[0]!)) {
        endSentence();
        document++;
        lines.push(Buffer.from(bytes), Buffer.alloc(0));
        return;
      }
      if (parts.length !== width)
        throw new MalformedTokenLineError({ file, row: number + 1 }, line, parts.length, width, text);
      if (sentence.length === 0) sentence = Array.from({ length: width }, () => []);
      for (const [column, part] of parts.entries()) sentence[column]!.push(part);
      lines.push(Buffer.from(bytes));
    },
    settle: consumer.settle,
  });
  endSentence();
  return { table, rows: number };
}

/** Whether the first word of a line begins a document instead of being a token. */
export const isDocumentStart = (word: string): boolean => /^-DOCSTART-( |$)/.test(word);

/** The first line that holds a token. */
function firstTokenLine(head: Buffer): string {
  for (const line of head.toString("utf8").split(/\r?\n/))
    if (line.trim() !== "" && !isDocumentStart(line)) return line;
  return "";
}
