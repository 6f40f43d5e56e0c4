/** @file Places in UTF-8 and places in UTF-16. */
import { sizeOf } from "../utf8-bytes.ts";
import type { TokenList } from "./token-list.ts";

/** [code units + 1] How many bytes of a well-formed text's UTF-8 are before each place. */
export function bytesBefore(text: string): Int32Array {
  const bytes = new Int32Array(text.length + 1);
  let at = 0;
  for (let unit = 0; unit < text.length; ) {
    const point = text.codePointAt(unit)!;
    const size = point > 0xffff ? 2 : 1;
    bytes.fill(at, unit, unit + size);
    at += sizeOf(point);
    unit += size;
  }
  bytes[text.length] = at;
  return bytes;
}

/**
 * Brings tokens' places in `bytes`, where the text is `1 … end` and byte 0 a blank that may have been put before it, to
 * UTF-16 units of the text. A token with a part of a character stands for all of it, and the blank for the first character.
 */
export function toUnits({ starts, ends, count }: TokenList, bytes: Uint8Array, end: number): void {
  const units = new Int32Array(end + 1);
  let unit = 0;
  for (let at = 1, last = 0; at < end; at++) {
    const byte = bytes[at]!;
    if (!isWithin(byte)) {
      last = unit;
      unit += byte >= 0xf0 ? 2 : 1;
    }
    units[at] = last;
  }
  units[end] = unit;
  for (let token = 0; token < count; token++) {
    starts[token] = units[starts[token]!]!;
    let to = Math.max(ends[token]!, 2);
    while (to < end && isWithin(bytes[to]!)) to++;
    ends[token] = units[to]!;
  }
}

/** Whether a byte is not the first of its character. */
function isWithin(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
