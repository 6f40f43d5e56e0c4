/** @file Sorting many byte strings: radix passes over their first bytes, comparisons only where those tie. */

/** Ends each string in a block of them: a byte that UTF-8 never uses. */
export const END = 0xff;

/** Compares two strings of `END`-terminated blocks by byte, which for UTF-8 is by code point; a prefix comes first. */
export function compareByteStrings(left: Uint8Array, leftStart: number, right: Uint8Array, rightStart: number): number {
  for (;;) {
    const a = left[leftStart++]!;
    const b = right[rightStart++]!;
    if (a !== b) return a === END ? -1 : b === END ? 1 : a - b;
    if (a === END) return 0;
  }
}

const digits = 257 * 257;
const fewStrings = 2048;

/** Sorts the starts of distinct strings within `bytes`, in place. */
export function sortByteStrings(bytes: Uint8Array, starts: Int32Array): void {
  sortFrom(bytes, starts, 0, new Int32Array(starts.length > fewStrings ? starts.length : 0));
}

function sortFrom(bytes: Uint8Array, starts: Int32Array, depth: number, spare: Int32Array): void {
  if (starts.length <= fewStrings) {
    starts.sort((left, right) => compareByteStrings(bytes, left + depth, bytes, right + depth));
    return;
  }
  const other = spare.subarray(0, starts.length);
  let from = starts;
  let to = other;
  for (let pass = 2; pass >= 0; pass--) {
    radixPass(bytes, from, to, depth, pass);
    [from, to] = [to, from];
  }
  starts.set(from);
  for (let first = 0; first < starts.length; ) {
    let last = first + 1;
    while (last < starts.length && sameDigits(bytes, starts[first]! + depth, starts[last]! + depth)) last++;
    if (last - first > 1) sortFrom(bytes, starts.subarray(first, last), depth + 6, spare);
    first = last;
  }
}

/** Two bytes of a string as one digit; what lies behind the end counts as 0, so that a prefix comes first. */
function digitAt(bytes: Uint8Array, start: number, pass: number): number {
  for (let at = start; at < start + pass * 2; at++) if (bytes[at] === END) return 0;
  const high = bytes[start + pass * 2]!;
  if (high === END) return 0;
  const low = bytes[start + pass * 2 + 1]!;
  return (high + 1) * 257 + (low === END ? 0 : low + 1);
}

function radixPass(bytes: Uint8Array, from: Int32Array, to: Int32Array, depth: number, pass: number): void {
  const ends = new Int32Array(digits + 1);
  for (const start of from) ends[digitAt(bytes, start + depth, pass) + 1]!++;
  for (let digit = 0; digit < digits; digit++) ends[digit + 1]! += ends[digit]!;
  for (const start of from) to[ends[digitAt(bytes, start + depth, pass)]!++] = start;
}

/** Whether two distinct strings agree in the six bytes that were sorted by; then neither ends there. */
function sameDigits(bytes: Uint8Array, left: number, right: number): boolean {
  for (let at = 0; at < 6; at++) {
    if (bytes[left + at] !== bytes[right + at]) return false;
    if (bytes[left + at] === END) return false;
  }
  return true;
}
