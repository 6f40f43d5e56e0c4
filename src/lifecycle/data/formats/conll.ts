/** @file CoNLL's columns: a token and its tags a line, a blank line after each sentence. */
import { conllRows } from "./conll-rows.ts";
import { conllSentences } from "./conll-sentences.ts";
import type { Framing, TableFormat } from "./table-format.ts";
import { openTextWriter } from "./text-writer.ts";

const SENTENCES: Framing = { before: "", between: "\n\n", after: "\n\n" };

export const conll: TableFormat = {
  title: "CoNLL's format",
  extensions: [".conll", ".bio", ".iob", ".iob2"],
  text: {
    recognises: ({ start, extension }) => start.startsWith("-DOCSTART-") || conll.extensions.includes(extension),
    read: conllRows,
    framing: SENTENCES,
  },
  openWriter: (target, options) => openTextWriter(target, options, SENTENCES, conllSentences),
};
