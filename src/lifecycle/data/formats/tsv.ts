/** @file Tab-separated values, quoted like CSV. */
import { delimitedRows } from "../delimited-rows.ts";
import { delimitedText } from "./delimited-text.ts";
import { LINES, type TableFormat } from "./table-format.ts";
import { openTextWriter } from "./text-writer.ts";

export const tsv: TableFormat = {
  title: "TSV",
  extensions: [".tsv", ".tab"],
  text: { recognises: ({ extension }) => extension === ".tsv", read: delimitedRows, framing: LINES },
  openWriter: (target, options) => openTextWriter(target, options, LINES, (table) => delimitedText(table, "\t")),
};
