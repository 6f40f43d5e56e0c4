/**
 * @file Reads fastText's lines. As in fastText every word that begins with `__label__` is a label, wherever it stands;
 * the text is the rest of the line as it is.
 */
import type { DataRow, RowsContext, TableFacts, TextHead } from "../data-row.ts";
import { NestedValueError } from "../errors.ts";
import { takeLines } from "../text-lines.ts";

/** What a label begins with. */
export const LABEL_PREFIX = Buffer.from("__label__");

/** The bytes that part words for fastText: `Dictionary::readWord`. */
export const WORD_ENDS: Readonly<Uint8Array> = (() => {
  const ends = new Uint8Array(256);
  for (const byte of [0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]) ends[byte] = 1;
  return ends;
})();

interface Line {
  readonly labels: readonly Buffer[];
  readonly text: Buffer;
  /** Whether a label stands after the text began. */
  readonly isMixed: boolean;
}

/** Reads text that holds one example a line; blank lines are no rows. */
export async function fastTextRows(
  { head, facts }: TextHead,
  chunks: AsyncIterable<Buffer>,
  { file, gzip, sizeBytes, options, consumer, counts }: RowsContext,
): Promise<{ table: TableFacts; rows: number }> {
  const columns = ["text", "label"];
  const roles = { text: "text", label: "label" };
  const table: TableFacts = { file, format: "fasttext", gzip, sizeBytes, columns, delimiter: null, roles };
  consumer.begin(table, Buffer.alloc(0));
  const holdsSets = hasSeveralLabels(head);
  let raw: Buffer = Buffer.alloc(0);
  let line: Line = { labels: [], text: raw, isMixed: false };
  let number = 0;
  const row: DataRow = {
    get number() {
      return number;
    },
    get mayHoldOddBytes() {
      return facts.hasNulBytes || facts.hasInvalidBytes;
    },
    cell(column) {
      if (column === 0) return line.text;
      if (line.labels.length > 1)
        throw new NestedValueError({ file, row: number, column: "label" }, `${line.labels.length} labels`);
      return line.labels[0];
    },
    list: (column) =>
      column === 1 && (holdsSets || line.labels.length > 1)
        ? line.labels.map((label) => label.toString("utf8"))
        : undefined,
    isPlain: () => false,
    raw: () => raw,
  };
  await takeLines(chunks, {
    file,
    options,
    row: () => number + 1,
    take(bytes) {
      if (isBlank(bytes)) {
        counts.note("blank-lines", number + 1);
        return;
      }
      number++;
      raw = bytes;
      line = parseLine(bytes);
      if (line.isMixed) counts.note("labels-within-text", number);
      consumer.row(row);
    },
    settle: consumer.settle,
  });
  return { table, rows: number };
}

/** Whether any of the first lines has another number of labels than one: then rows have sets of labels. */
function hasSeveralLabels(head: Buffer): boolean {
  let from = 0;
  for (let end = head.indexOf(0x0a); end !== -1; end = head.indexOf(0x0a, from)) {
    const line = head.subarray(from, end);
    if (!isBlank(line) && parseLine(line).labels.length > 1) return true;
    from = end + 1;
  }
  const rest = head.subarray(from);
  return !isBlank(rest) && parseLine(rest).labels.length > 1;
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (WORD_ENDS[byte] === 0 || byte === 0) return false;
  return true;
}

function parseLine(line: Buffer): Line {
  const labels: Buffer[] = [];
  let from = 0; // of the text
  for (;;) {
    const start = wordStart(line, from);
    if (!isLabelAt(line, start)) break;
    const end = wordEnd(line, start);
    if (end > start + LABEL_PREFIX.length) labels.push(line.subarray(start + LABEL_PREFIX.length, end));
    from = Math.min(end + 1, line.length);
    if (end === line.length) break;
  }
  let text = line.subarray(from);
  let isMixed = false;
  for (let at = text.indexOf(LABEL_PREFIX); at !== -1; at = text.indexOf(LABEL_PREFIX, at)) {
    if (at > 0 && WORD_ENDS[text[at - 1]!] === 0) {
      at++; // within a word
      continue;
    }
    const end = wordEnd(text, at);
    if (end > at + LABEL_PREFIX.length) labels.push(Buffer.from(text.subarray(at + LABEL_PREFIX.length, end)));
    text = Buffer.concat([text.subarray(0, Math.max(0, at - 1)), text.subarray(end)]);
    at = Math.max(0, at - 1);
    isMixed = true;
  }
  return { labels, text, isMixed };
}

/** Where the first word at or after `from` begins. */
function wordStart(bytes: Buffer, from: number): number {
  while (from < bytes.length && WORD_ENDS[bytes[from]!] === 1) from++;
  return from;
}

/** Where the word at `from` ends. */
function wordEnd(bytes: Buffer, from: number): number {
  while (from < bytes.length && WORD_ENDS[bytes[from]!] === 0) from++;
  return from;
}

/** Whether a word at `at` is a label. */
function isLabelAt(bytes: Buffer, at: number): boolean {
  return bytes.subarray(at, at + LABEL_PREFIX.length).equals(LABEL_PREFIX);
}

/** Whether a word of a text would be read as a label. */
export function holdsLabelWord(text: Buffer): boolean {
  for (let at = text.indexOf(LABEL_PREFIX); at !== -1; at = text.indexOf(LABEL_PREFIX, at + 1))
    if (at === 0 || WORD_ENDS[text[at - 1]!] === 1) return true;
  return false;
}
