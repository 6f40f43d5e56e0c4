/** @file JSON lines: one object a line. */
import { jsonLineRows } from "../json-line-rows.ts";
import { jsonObject } from "./json-object.ts";
import { LINES, type TableFormat } from "./table-format.ts";
import { openTextWriter } from "./text-writer.ts";

export const jsonl: TableFormat = {
  title: "JSONL",
  extensions: [".jsonl", ".ndjson"],
  text: {
    recognises: ({ start, extension }) => start.startsWith("{") || extension === ".jsonl" || extension === ".ndjson",
    read: jsonLineRows,
    framing: LINES,
  },
  openWriter: (target, options) =>
    openTextWriter(target, options, LINES, ({ columns }) => {
      const fields = columns.map((name, column) => ({ name, column }));
      return { row: (row) => Buffer.from(jsonObject(row, fields)) };
    }),
};
