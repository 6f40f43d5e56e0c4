/** @file Label Studio's JSON: a list of tasks with `data`, `annotations` and `predictions`. */
import { labelStudioRows } from "./label-studio-rows.ts";
import { labelStudioTasks } from "./label-studio-tasks.ts";
import type { Framing, TableFormat } from "./table-format.ts";
import { openTextWriter } from "./text-writer.ts";

const LIST: Framing = { before: "[\n", between: ",\n", after: "\n]\n" };

export const labelStudio: TableFormat = {
  title: "Label Studio's JSON",
  extensions: [".json"],
  hasLabelField: true,
  text: {
    recognises: ({ start, head }) =>
      /^\[\s*\{/.test(start) && /"(data|annotations|predictions)"\s*:\s*[[{]/.test(head.toString("latin1")),
    read: labelStudioRows,
    framing: LIST,
  },
  openWriter: (target, options) =>
    openTextWriter(target, options, LIST, (table) => labelStudioTasks(table, options.asPredictions === true)),
};
