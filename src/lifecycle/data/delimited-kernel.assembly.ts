/**
 * @file Ordinary rows of delimited text whose texts stay in the memory that the file lies in. Pointers are byte addresses. `npm run kernels` compiles it to `delimited-kernel.wasm`.
 */

import { CELL_BYTES, copyCell, lineFeeds, scanRow } from "./delimited-cells.assembly";

const KEPT: u32 = 1;
const TEXT: u32 = 2;

/**
 * Takes whole rows of `width` cells from `from` on, until one is not whole before `limit`, is not ordinary, or fills
 * the space: at most `rows`, with at most `keptLimit - kept` bytes of kept cells. Texts move to `used`, one after the
 * other. `kinds` says of each column whether it is dropped (0), kept (1) or the text (2). `scratch` has three integers a
 * column; `textEnds` gets where each text ends, `keptEnds` where each kept cell ends. `result` gets four integers: where
 * the next row begins, where the next text will be, where the next kept cell would be, and the lines that were passed.
 * Gives the number of rows.
 */
export function takeRows(
  from: usize,
  limit: usize,
  separator: u32,
  width: u32,
  kinds: usize,
  scratch: usize,
  used: usize,
  kept: usize,
  keptLimit: usize,
  rows: u32,
  textEnds: usize,
  keptEnds: usize,
  result: usize,
): u32 {
  let taken: u32 = 0;
  let lines: u32 = 0;
  while (taken < rows && from < limit) {
    const next = scanRow(from, limit, separator, width, scratch);
    if (next === 0) break;
    let keptBytes: usize = 0;
    for (let column: u32 = 0; column < width; column++) {
      const cell = scratch + column * CELL_BYTES;
      if (<u32>load<u8>(kinds + column) === KEPT) keptBytes += load<u32>(cell, 4) - load<u32>(cell);
    }
    if (kept + keptBytes > keptLimit) break;
    lines += 1 + lineFeeds;
    let text: usize = 0;
    for (let column: u32 = 0; column < width; column++) {
      const kind = <u32>load<u8>(kinds + column);
      const cell = scratch + column * CELL_BYTES;
      if (kind === KEPT) {
        kept = copyCell(kept, cell);
        store<u32>(keptEnds, <u32>kept);
        keptEnds += 4;
      } else if (kind === TEXT) text = cell;
    }
    used = copyCell(used, text); // last: it may move over other cells
    store<u32>(textEnds, <u32>used);
    textEnds += 4;
    taken++;
    from = next;
  }
  store<u32>(result, <u32>from);
  store<u32>(result, <u32>used, 4);
  store<u32>(result, <u32>kept, 8);
  store<u32>(result, lines, 12);
  return taken;
}
