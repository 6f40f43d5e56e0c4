/** @file Which rows of a version before are still there, in an order in which they can be read one after another. */
import { longestAscending } from "./ascending-matches.ts";
import type { RowIndex } from "./row-index.ts";

/**
 * `matches` [rows]: the equal row of the version before, or -1. Rows that moved are set to -1, as few as possible, so
 * that the others ascend; equal rows stand in for each other. Gives how many rows moved.
 */
export function keepOrder(matches: Int32Array, index: RowIndex): number {
  const kept = longestAscending(matches);
  const upper = new Int32Array(matches.length); // the match of the next kept row
  let next = index.rows;
  for (let row = matches.length - 1; row >= 0; row--) {
    upper[row] = next;
    if (kept[row] === 1) next = matches[row]!;
    else if (matches[row] !== -1) index.giveBack(matches[row]!);
  }
  let last = -1;
  let moved = 0;
  for (let row = 0; row < matches.length; row++) {
    if (matches[row] === -1) continue;
    if (kept[row] === 0) {
      matches[row] = index.takeBetween(matches[row]!, last, upper[row]!);
      if (matches[row] === -1) {
        moved++;
        continue;
      }
    }
    last = matches[row]!;
  }
  return moved;
}
