/** @file Which of a file's columns a request means. */

import type { TableFacts } from "./data-row.ts";
import { ColumnNotGuessedError } from "./errors.ts";
import { findColumn, guessColumn } from "./guess-columns.ts";
import type { ReadOptions } from "./read-options.ts";

type ColumnRequest = Pick<ReadOptions, "text" | "label" | "several" | "extra">;

/** Indices of the columns that are used. */
export interface UsedColumns {
  readonly text: number;
  readonly label: number | null;
  /** Columns of 0 and 1; empty where there are none. */
  readonly flags: readonly number[];
  readonly extra: readonly number[];
}

/** Resolves the columns of a request. @throws UnknownColumnError, AmbiguousColumnError, ColumnNotGuessedError */
export function usedColumns(
  { file, columns, roles }: TableFacts,
  { text = roles?.text, label = roles?.label, several, extra = [] }: ColumnRequest,
): UsedColumns {
  const flags = (several?.columns ?? []).flatMap((name) => flagColumns(file, columns, name));
  const named =
    label === undefined || label === null || flags.length > 0 ? undefined : findColumn(file, columns, label);
  const textIndex = text === undefined ? guessColumn(file, columns, "text", named) : findColumn(file, columns, text);
  const labelIndex =
    label === null || flags.length > 0 ? null : (named ?? guessColumn(file, columns, "label", textIndex));
  return {
    text: textIndex,
    label: labelIndex,
    flags: [...new Set(flags)],
    extra: extra.map((name) => findColumn(file, columns, name)),
  };
}

/** The same for work that can do without labels: where none is named and none can be guessed, there is none. */
export function usedColumnsOrNoLabel(table: TableFacts, request: ColumnRequest): UsedColumns {
  try {
    return usedColumns(table, request);
  } catch (error) {
    if (request.label === undefined && error instanceof ColumnNotGuessedError && error.purpose === "label")
      return usedColumns(table, { ...request, label: null });
    throw error;
  }
}

/** The column of this name, or where there is none the columns whose names have commas between them. */
function flagColumns(file: string, columns: readonly string[], name: string): number[] {
  const names = columns.includes(name) ? [name] : name.split(",").filter((part) => part.trim() !== "");
  return names.map((part) => findColumn(file, columns, part));
}
