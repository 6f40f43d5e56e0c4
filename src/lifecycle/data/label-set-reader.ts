/** @file The labels of rows that may have several, from whichever columns hold them. */
import type { DataRow, TableFacts } from "./data-row.ts";
import { labelFlag, labelsOfCell, usualSeparator } from "./label-cells.ts";
import { requireLabelLength } from "./label-length.ts";
import { createSeparatorCheck } from "./label-separators.ts";
import type { SeveralLabels } from "./read-options.ts";
import type { UsedColumns } from "./used-columns.ts";

/** Reads row after row. */
export interface LabelSetReader {
  /** Labels that are known before any row; more may come with the rows. */
  readonly names: readonly string[];
  /** The row's labels, each once; none for an empty cell. @throws LabelFlagError, LabelListError, LabelTooLongError */
  read(row: DataRow): readonly string[];
  /** To be called after the last row. @throws LabelSeparatorError */
  finish(): void;
}

/** Starts reading the columns that are used. */
export function createLabelSetReader(
  { file, columns }: TableFacts,
  { label, flags }: UsedColumns,
  { separator }: SeveralLabels,
): LabelSetReader {
  if (label === null) {
    const names = flags.map((column) => columns[column]!.trim());
    return {
      names,
      read: (row) =>
        names.filter((column, at) => labelFlag(row.cell(flags[at]!), () => ({ file, row: row.number, column }))),
      finish() {},
    };
  }
  const check = createSeparatorCheck(separator ?? usualSeparator);
  const column = columns[label]!;
  return {
    names: [],
    read(row) {
      const place = { file, row: row.number, column };
      const labels = labelsOfCell(row, label, separator, place);
      for (const name of labels) requireLabelLength(name, place);
      check.look(labels);
      return labels;
    },
    finish: () => check.finish({ file, column }),
  };
}
