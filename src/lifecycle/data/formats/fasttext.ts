/** @file fastText's lines: `__label__a __label__b text`, any number of labels, one text a line. */

import { fastTextLines } from "./fasttext-lines.ts";
import { fastTextRows } from "./fasttext-rows.ts";
import { LINES, type TableFormat } from "./table-format.ts";
import { openTextWriter } from "./text-writer.ts";

export const fastText: TableFormat = {
  title: "fastText's format",
  extensions: [".fasttext", ".ft", ".txt"],
  hasLabelField: true,
  text: {
    recognises: ({ start, head, extension }) =>
      start.startsWith("__label__") ||
      extension === ".fasttext" ||
      extension === ".ft" ||
      (extension === ".txt" && head.includes("\n__label__")),
    read: fastTextRows,
    framing: LINES,
  },
  openWriter: (target, options) => openTextWriter(target, options, LINES, fastTextLines),
};
