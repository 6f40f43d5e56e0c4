/**
 * @file Rows of quoted, delimited text as `delimited-scanner.ts` defines them, as long as they are ordinary, sixteen
 * bytes at a time. Pointers are byte addresses. `npm run kernels` compiles it to `delimited-kernel.wasm`.
 */

const QUOTE: u32 = 0x22;
const LF: u32 = 0x0a;
const CR: u32 = 0x0d;

const PLAIN: u32 = 0;
const QUOTED: u32 = 1;
const DOUBLED: u32 = 2;

/** Line feeds passed by `quoteFrom`. */
let lineFeeds: u32 = 0;

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
function copyCell(target: usize, start: usize, end: usize, kind: u32): usize {
  if (kind === DOUBLED) {
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
    lineFeeds = 0;
    let at = from;
    let column: u32 = 0;
    let isWhole = false;
    let keptBytes: usize = 0;
    while (column < width) {
      let start = at;
      let kind = PLAIN;
      let end: usize;
      if (at < limit && <u32>load<u8>(at) === QUOTE) {
        kind = QUOTED;
        start = ++at;
        for (;;) {
          at = quoteFrom(at, limit);
          if (at + 1 >= limit) break;
          at++;
          if (<u32>load<u8>(at) !== QUOTE) break;
          kind = DOUBLED;
          at++;
        }
        if (at >= limit || (at + 1 === limit && <u32>load<u8>(at) === QUOTE)) break;
        end = at - 1;
      } else {
        at = cellEndFrom(at, limit, separator);
        if (at === limit) break;
        end = at;
      }
      const cell = scratch + column * 12;
      store<u32>(cell, <u32>start);
      store<u32>(cell, <u32>end, 4);
      store<u32>(cell, kind, 8);
      if (load<u8>(kinds + column) === 1) keptBytes += end - start;
      column++;
      const next = <u32>load<u8>(at);
      if (next === separator) at++;
      else {
        isWhole = column === width && (next === LF || next === CR);
        break;
      }
    }
    if (!isWhole) break;
    if (<u32>load<u8>(at) === CR) {
      if (at + 1 === limit) break; // a line feed may follow
      at += <u32>load<u8>(at + 1) === LF ? 2 : 1;
    } else at++;
    if (width === 1 && load<u32>(scratch) === load<u32>(scratch, 4)) break; // an empty line, or an empty cell
    if (kept + keptBytes > keptLimit) break;
    lines += 1 + lineFeeds;
    let text: usize = 0;
    for (column = 0; column < width; column++) {
      const kind = load<u8>(kinds + column);
      const cell = scratch + column * 12;
      if (kind === 1) {
        kept = copyCell(kept, load<u32>(cell), load<u32>(cell, 4), load<u32>(cell, 8));
        store<u32>(keptEnds, <u32>kept);
        keptEnds += 4;
      } else if (kind === 2) text = cell;
    }
    used = copyCell(used, load<u32>(text), load<u32>(text, 4), load<u32>(text, 8)); // last: it may move over other cells
    store<u32>(textEnds, <u32>used);
    textEnds += 4;
    taken++;
    from = at;
  }
  store<u32>(result, <u32>from);
  store<u32>(result, <u32>used, 4);
  store<u32>(result, <u32>kept, 8);
  store<u32>(result, lines, 12);
  return taken;
}
