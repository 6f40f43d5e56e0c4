/**
 * @file Finds again the rows of a version in a table that differs from it here and there: both are read side by side and
 * compared byte by byte, so no row needs to be hashed or kept in memory.
 */
import type { ColumnCells } from "./parquet/column-cells.ts";
import type { RowWindow } from "./row-window.ts";

/** How far rows may lie apart. */
const LOOK_AHEAD = 64;
/** Rows that are compared at once where nothing differs. */
const BLOCK = 32;

/**
 * Matches the next rows of a table, all of `cells`. Gives for each the equal row of the version, or -1, in ascending
 * order; `undefined` where the two have parted so far that another way is needed.
 */
export async function alignRows(cells: readonly ColumnCells[], window: RowWindow): Promise<Int32Array | undefined> {
  const rows = cells[0]!.starts.length - 1;
  const matches = new Int32Array(rows).fill(-1);
  let row = 0;
  while (row < rows) {
    if (window.length < LOOK_AHEAD * 2) await window.extend(LOOK_AHEAD * 2);
    if (window.length === 0) break; // what is left was added
    if (row + BLOCK <= rows && window.isRun(BLOCK) && isEqual(cells, row, window, 0, BLOCK)) {
      for (let at = 0; at < BLOCK; at++) matches[row + at] = window.first + at;
      row += BLOCK;
      window.advance(BLOCK);
      continue;
    }
    const until = Math.min(rows, row + BLOCK);
    while (row < until && window.length > LOOK_AHEAD) {
      if (isEqual(cells, row, window, 0, 1)) {
        matches[row++] = window.first;
        window.advance(1);
        continue;
      }
      const found = meetAgain(cells, row, rows, window);
      if (found === undefined) {
        if (rows - row > LOOK_AHEAD) return undefined;
        row++; // too near the end to tell
        continue;
      }
      row += found.ours;
      window.advance(found.theirs);
    }
    if (window.length > LOOK_AHEAD) continue;
    // Near the end of the version, or of what is in the window.
    await window.extend(LOOK_AHEAD * 2);
    if (window.length > LOOK_AHEAD) continue;
    while (row < rows && window.length > 0) {
      const found = isEqual(cells, row, window, 0, 1) ? { ours: 0, theirs: 0 } : meetAgain(cells, row, rows, window);
      if (found === undefined) row++;
      else {
        row += found.ours;
        window.advance(found.theirs);
        matches[row++] = window.first;
        window.advance(1);
      }
    }
  }
  return matches;
}

/** The nearest pair of equal rows, with equal rows behind them, both at most so far ahead. */
function meetAgain(
  cells: readonly ColumnCells[],
  row: number,
  rows: number,
  window: RowWindow,
): { readonly ours: number; readonly theirs: number } | undefined {
  for (let distance = 1; distance <= LOOK_AHEAD; distance++)
    for (let theirs = 0; theirs <= distance; theirs++) {
      const ours = distance - theirs;
      if (row + ours >= rows || theirs >= window.length) continue;
      if (!isEqual(cells, row + ours, window, theirs, 1)) continue;
      const isLast = row + ours + 1 >= rows || theirs + 1 >= window.length;
      if (isLast || isEqual(cells, row + ours + 1, window, theirs + 1, 1)) return { ours, theirs };
    }
  return undefined;
}

/** Whether so many rows have the same bytes; more than one only where they lie in one run. */
function isEqual(cells: readonly ColumnCells[], row: number, window: RowWindow, position: number, count: number) {
  const others = window.cells(position);
  const other = window.row(position);
  for (let column = 0; column < cells.length; column++) {
    const [left, right] = [cells[column]!, others[column]!];
    if (count > 1 && (left.hasNulls || right.hasNulls)) return false; // a null has no bytes
    const { starts } = left;
    if (starts[row + count]! - starts[row]! !== right.starts[other + count]! - right.starts[other]!) return false;
  }
  for (let column = 0; column < cells.length; column++)
    if (!hasSameBytes(cells[column]!, row, others[column]!, other, count)) return false;
  return true;
}

const SHORT_BYTES = 48;

function hasSameBytes(left: ColumnCells, row: number, right: ColumnCells, other: number, count: number): boolean {
  let at = left.starts[row]!;
  const end = left.starts[row + count]!;
  let otherAt = right.starts[other]!;
  if (end - at > SHORT_BYTES)
    return left.page.compare(right.page, otherAt, right.starts[other + count]!, at, end) === 0;
  for (; at < end; at++, otherAt++) if (left.page[at] !== right.page[otherAt]) return false;
  return true;
}
