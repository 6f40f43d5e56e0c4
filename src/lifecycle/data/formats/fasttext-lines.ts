/** @file Writes fastText's lines, or says why a row cannot be one. */
import { MissingRoleError, UnwritableRowError } from "../errors.ts";
import { holdsLabelWord, LABEL_PREFIX, WORD_ENDS } from "./fasttext-rows.ts";
import type { WrittenRow, WrittenTable } from "./table-format.ts";
import type { RowText } from "./text-writer.ts";

const FORMAT = "fastText's format";
const SPACE = Buffer.from(" ");

/** One line a row: its labels, then its text as it is. @throws MissingRoleError */
export function fastTextLines({ source, columns, text, label }: WrittenTable): RowText {
  if (text === null) throw new MissingRoleError(source, FORMAT, "text");
  const place = (row: WrittenRow, column: number) => ({ file: source, row: row.number, column: columns[column]! });

  function labelsOf(row: WrittenRow): Uint8Array[] {
    if (label === null) return [];
    const list = row.list(label);
    const cell = list === undefined ? row.cell(label) : undefined;
    const labels = list?.map((name) => Buffer.from(name)) ?? (cell === undefined || cell.length === 0 ? [] : [cell]);
    for (const name of labels) {
      if (name.length === 0) throw new UnwritableRowError(place(row, label), "an empty label", FORMAT);
      if (name.some((byte) => WORD_ENDS[byte] === 1))
        throw new UnwritableRowError(place(row, label), "a label with white space or NUL", FORMAT);
    }
    return labels;
  }

  return {
    row(row) {
      const labels = labelsOf(row);
      const cell = row.cell(text) ?? new Uint8Array(0);
      const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength);
      const refuse = (what: string) => new UnwritableRowError(place(row, text), what, FORMAT);
      if (bytes.includes(0x0a) || bytes.includes(0x0d)) throw refuse("a line break");
      if (holdsLabelWord(bytes)) throw refuse('a word that begins with "__label__"');
      if (labels.length === 0 && bytes.every((byte) => WORD_ENDS[byte] === 1 && byte !== 0))
        throw refuse("no text beside no label");
      return Buffer.concat([...labels.flatMap((name) => [LABEL_PREFIX, name, SPACE]), bytes]);
    },
    leftOut: () => columns.filter((_, column) => column !== text && column !== label),
  };
}
