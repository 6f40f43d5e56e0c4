/**
 * @file Cells of quoted, delimited text as `delimited-scanner.ts` defines them, as long as they are ordinary, sixteen
 * bytes at a time. Pointers are byte addresses.
 */

const QUOTE: u32 = 0x22;
const LF: u32 = 0x0a;
const CR: u32 = 0x0d;

/** Integers that `scanRow` writes for a cell: where its value begins and ends, and how many doubled quotes are in it. */
export const CELL_BYTES: u32 = 12;

/** Line feeds passed by `quoteFrom`; in a row that was scanned, those inside its quotes. */
export let lineFeeds: u32 = 0;

/** Whether the last row was not taken because it may not be whole yet. */
export let isCut: bool = false;

/** The first quote at or after `at`, or `limit`. */
function quoteFrom(at: usize, limit: usize): usize {
  const quotes = i8x16.splat(<i8>QUOTE);
  const feeds = i8x16.splat(<i8>LF);
  for (; at + 16 <= limit; at += 16) {
    const block = v128.load(at);
    const found = i8x16.bitmask(i8x16.eq(block, quotes));
    const lines = i8x16.bitmask(i8x16.eq(block, feeds));
    if (found !== 0) {
      const before = ctz(found);
      lineFeeds += popcnt(lines & ((1 << before) - 1));
      return at + before;
    }
    lineFeeds += popcnt(lines);
  }
  for (; at < limit; at++) {
    const byte = <u32>load<u8>(at);
    if (byte === QUOTE) return at;
    if (byte === LF) lineFeeds++;
  }
  return limit;
}

/** The first separator or line end at or after `at`, or `limit`. */
function cellEndFrom(at: usize, limit: usize, separator: u32): usize {
  const separators = i8x16.splat(<i8>separator);
  const feeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  for (; at + 16 <= limit; at += 16) {
    const block = v128.load(at);
    const ends = v128.or(v128.or(i8x16.eq(block, separators), i8x16.eq(block, feeds)), i8x16.eq(block, returns));
    const found = i8x16.bitmask(ends);
    if (found !== 0) return at + ctz(found);
  }
  for (; at < limit; at++) {
    const byte = <u32>load<u8>(at);
    if (byte === separator || byte === LF || byte === CR) return at;
  }
  return limit;
}

/** Moves a cell's value to `target`, which is not behind it, or to memory of its own; gives where it ends. */
export function copyCell(target: usize, cell: usize): usize {
  let start: usize = load<u32>(cell);
  const end: usize = load<u32>(cell, 4);
  if (load<u32>(cell, 8) > 0) {
    const feeds = lineFeeds;
    for (;;) {
      const quote = quoteFrom(start, end);
      if (quote === end) break;
      memory.copy(target, start, quote + 1 - start);
      target += quote + 1 - start;
      start = quote + 2;
    }
    lineFeeds = feeds;
  }
  memory.copy(target, start, end - start);
  return target + (end - start);
}

/**
 * Scans the row of `width` cells at `from` into `cells`. Gives where the next one begins; 0 where the row is not whole
 * before `limit` or not ordinary.
 */
export function scanRow(from: usize, limit: usize, separator: u32, width: u32, cells: usize): usize {
  lineFeeds = 0;
  isCut = false;
  let at = from;
  let column: u32 = 0;
  let isWhole = false;
  while (column < width) {
    let start = at;
    let doubled: u32 = 0;
    let end: usize;
    if (at < limit && <u32>load<u8>(at) === QUOTE) {
      start = ++at;
      for (;;) {
        at = quoteFrom(at, limit);
        if (at + 1 >= limit) {
          isCut = true;
          return 0;
        }
        at++;
        if (<u32>load<u8>(at) !== QUOTE) break;
        doubled++;
        at++;
      }
      end = at - 1;
    } else {
      at = cellEndFrom(at, limit, separator);
      if (at === limit) {
        isCut = true;
        return 0;
      }
      end = at;
    }
    const cell = cells + column * CELL_BYTES;
    store<u32>(cell, <u32>start);
    store<u32>(cell, <u32>end, 4);
    store<u32>(cell, doubled, 8);
    column++;
    const next = <u32>load<u8>(at);
    if (next === separator) at++;
    else {
      isWhole = column === width && (next === LF || next === CR);
      break;
    }
  }
  if (!isWhole) return 0;
  if (width === 1 && load<u32>(cells) === load<u32>(cells, 4)) return 0; // an empty line, or an empty cell
  if (<u32>load<u8>(at) !== CR) return at + 1;
  if (at + 1 === limit) {
    isCut = true; // a line feed may follow
    return 0;
  }
  return at + (<u32>load<u8>(at + 1) === LF ? 2 : 1);
}
