/** @file Comma-separated values, and every text that no other format recognises. */
import { delimitedRows } from "../delimited-rows.ts";
import { delimitedText } from "./delimited-text.ts";
import { LINES, type TableFormat } from "./table-format.ts";
import { openTextWriter } from "./text-writer.ts";

export const csv: TableFormat = {
  title: "CSV",
  extensions: [".csv"],
  text: { recognises: () => true, read: delimitedRows, framing: LINES },
  openWriter: (target, options) => openTextWriter(target, options, LINES, (table) => delimitedText(table, ",")),
};
