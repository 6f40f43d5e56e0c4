/** @file Sorting many rows by an integer: radix passes small enough for the processor's nearest cache. */

const digitBits = 11;

/**
 * Sorts by keys from 0 to below `limit`, in place and stably; the columns, as long as the keys, move along.
 * @param limit at most 2³¹
 */
export function sortByKeys(keys: Int32Array, limit: number, columns: readonly Int32Array[]): void {
  const bits = 32 - Math.clz32(Math.max(1, limit - 1));
  const passes = Math.ceil(bits / digitBits);
  const width = Math.ceil(bits / passes);
  const all: readonly Int32Array[] = [keys, ...columns];
  let from = all;
  let to: readonly Int32Array[] = all.map(({ length }) => new Int32Array(length));
  const places = new Int32Array(keys.length);
  for (let pass = 0; pass < passes; pass++) {
    placesByDigit(from[0]!, pass * width, (1 << width) - 1, places);
    for (let column = 0; column < all.length; column++) scatter(from[column]!, places, to[column]!);
    [from, to] = [to, from];
  }
  if (from !== all) for (let column = 0; column < all.length; column++) all[column]!.set(from[column]!);
}

/** Where each row goes by one digit of its key. */
function placesByDigit(keys: Int32Array, shift: number, mask: number, places: Int32Array): void {
  const ends = new Int32Array(mask + 2);
  for (let row = 0; row < keys.length; row++) ends[((keys[row]! >>> shift) & mask) + 1]!++;
  for (let digit = 0; digit <= mask; digit++) ends[digit + 1]! += ends[digit]!;
  for (let row = 0; row < keys.length; row++) places[row] = ends[(keys[row]! >>> shift) & mask]!++;
}

function scatter(from: Int32Array, places: Int32Array, to: Int32Array): void {
  for (let row = 0; row < from.length; row++) to[places[row]!] = from[row]!;
}
