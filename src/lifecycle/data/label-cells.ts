/** @file The labels of a row that may have several, as files write them: in one cell, as a list, or in columns of 0 and 1. */
import type { DataRow } from "./data-row.ts";
import { LabelFlagError, LabelListError, type Place } from "./errors.ts";

/** Between the labels of a cell where nobody says otherwise and it is no list. */
export const usualSeparator = "|";

/** A JSON list, or what is left of one that lost its beginning or end. */
const listLike = /^\[.*\]$|^\[\s*["']|["']\s*\]$/s;

/**
 * The labels of one cell, trimmed, each once, in order: a list of the format's own; text cut at `separator`; or, where
 * `separator` is null, a JSON list or text cut at "|". None for an empty cell. @throws LabelListError, NestedValueError
 */
export function labelsOfCell(row: DataRow, column: number, separator: string | null, place: Place): readonly string[] {
  const list = row.list(column);
  if (list !== undefined) return distinct(list);
  const cell = row.cell(column);
  if (cell === undefined) return [];
  const text = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString("utf8").trim();
  if (separator === null && listLike.test(text)) return distinct(jsonList(text, place));
  return distinct(text.split(separator ?? usualSeparator));
}

function distinct(labels: readonly string[]): readonly string[] {
  return [...new Set(labels.map((label) => label.trim()).filter((label) => label !== ""))];
}

function jsonList(text: string, place: Place): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new LabelListError(place, text);
  }
  const isScalar = (item: unknown) => ["string", "number", "boolean"].includes(typeof item);
  if (!Array.isArray(list) || !list.every(isScalar)) throw new LabelListError(place, text);
  return list.map(String);
}

/** Whether a cell of a column of 0 and 1 says that the row has the label. @throws LabelFlagError */
export function labelFlag(cell: Uint8Array | undefined, place: () => Place): boolean {
  if (cell?.length === 1) {
    if (cell[0] === 0x30) return false;
    if (cell[0] === 0x31) return true;
  }
  const text = cell === undefined ? "" : Buffer.from(cell).toString("utf8").trim();
  if (/^(1(\.0+)?|true)$/i.test(text)) return true;
  if (/^(0(\.0+)?|false)$/i.test(text)) return false;
  throw new LabelFlagError(place(), text);
}
