/** @file Counts what is wrong with rows while they pass, and says it at the end. */
import type { DataWarning } from "./dataset.ts";

/** How many rows a warning names. */
const NAMED_ROWS = 10;

/** Faults by code. */
export interface WarningCounts {
  /** `row` counts from 1, without the header. */
  note(code: string, row: number): void;
  count(code: string): number;
  /** The warning for a code, when it was noted: `message` gets the count and the rows as text. */
  find(code: string, message: (count: number, rows: string) => string): DataWarning | undefined;
}

/** Starts counting. */
export function createWarningCounts(): WarningCounts {
  const found = new Map<string, { count: number; rows: number[] }>();
  return {
    note(code, row) {
      let entry = found.get(code);
      if (entry === undefined) {
        entry = { count: 0, rows: [] };
        found.set(code, entry);
      }
      entry.count++;
      if (entry.rows.length < NAMED_ROWS) entry.rows.push(row);
    },
    count: (code) => found.get(code)?.count ?? 0,
    find(code, message) {
      const entry = found.get(code);
      if (entry === undefined) return undefined;
      return { code, message: message(entry.count, rowsText(entry.rows, entry.count)), ...entry };
    },
  };
}

/** "row 3", "rows 3, 5 and 9", "rows 3, 5, 9, … (120 in all)". */
export function rowsText(rows: readonly number[], count: number): string {
  if (rows.length === 1 && count === 1) return `row ${rows[0]}`;
  const named = rows.slice(0, 5);
  if (count > named.length) return `rows ${named.join(", ")}, …`;
  return `rows ${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

/** "1 row", "3 rows". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
