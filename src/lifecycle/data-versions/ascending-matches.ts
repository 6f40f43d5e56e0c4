/** @file The longest ascending choice among matches (patience sorting, Fredman 1975), in O(n log n). */

/** `matches` [rows]: the row matched, or -1. Gives 1 for as many rows as can be chosen so that their matches ascend. */
export function longestAscending(matches: Int32Array): Uint8Array {
  if (isAscending(matches)) return Uint8Array.from(matches, (match) => (match === -1 ? 0 : 1));
  const kept = new Uint8Array(matches.length);
  const tails: number[] = []; // by length of a choice: the row at its end that matches the lowest
  const before = new Int32Array(matches.length).fill(-1);
  for (let row = 0; row < matches.length; row++) {
    const match = matches[row]!;
    if (match === -1) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (matches[tails[middle]!]! < match) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[row] = tails[low - 1]!;
    tails[low] = row;
  }
  for (let row = tails.at(-1) ?? -1; row !== -1; row = before[row]!) kept[row] = 1;
  return kept;
}

function isAscending(matches: Int32Array): boolean {
  let last = -1;
  for (const match of matches) {
    if (match === -1) continue;
    if (match <= last) return false;
    last = match;
  }
  return true;
}
