/**
 * @file Ordinary rows of delimited text as columns: the cells of each one behind the other, the length of each before it
 * (32 bits, little endian), as Parquet's PLAIN encoding has them. Pointers are byte addresses. `npm run kernels` compiles
 * it to `column-kernel.wasm`.
 */
import { CELL_BYTES, copyCell, isCut, lineFeeds, scanRow } from "./delimited-cells.assembly";

/** Why `takeColumns` ended: at a row that may not be whole yet, at one that is not ordinary, or with all that was wanted. */
const CUT: u32 = 0;
const ODD: u32 = 1;
const FULL: u32 = 2;

/**
 * Takes rows of `width` cells from `from` on, until one is not whole before `limit` or not ordinary; at most `rows`, and
 * none after one with which the columns have `mostBytes` or more. `cells` has room for all their cells. Columns are
 * written to `target`, one behind the other; `columnEnds` [width] gets where each ends. `result` gets three integers: where
 * the next row begins, the lines that were passed, and why it ended. Gives the number of rows.
 */
export function takeColumns(
  from: usize,
  limit: usize,
  separator: u32,
  width: u32,
  rows: u32,
  mostBytes: u32,
  cells: usize,
  target: usize,
  columnEnds: usize,
  result: usize,
): u32 {
  const rowBytes = width * CELL_BYTES;
  let taken: u32 = 0;
  let lines: u32 = 0;
  let bytes: u32 = 0;
  let reason = FULL;
  while (taken < rows && bytes < mostBytes) {
    const row = cells + taken * rowBytes;
    const next = from < limit ? scanRow(from, limit, separator, width, row) : 0;
    if (next === 0) {
      reason = from >= limit || isCut ? CUT : ODD;
      break;
    }
    for (let cell = row; cell < row + rowBytes; cell += CELL_BYTES)
      bytes += 4 + load<u32>(cell, 4) - load<u32>(cell) - load<u32>(cell, 8);
    lines += 1 + lineFeeds;
    taken++;
    from = next;
  }
  for (let column: u32 = 0; column < width; column++) {
    let cell = cells + column * CELL_BYTES;
    for (let row: u32 = 0; row < taken; row++, cell += rowBytes) {
      const end = copyCell(target + 4, cell);
      store<u32>(target, <u32>(end - target - 4));
      target = end;
    }
    store<u32>(columnEnds + column * 4, <u32>target);
  }
  store<u32>(result, <u32>from);
  store<u32>(result, lines, 4);
  store<u32>(result, reason, 8);
  return taken;
}
