/** @file Which character separates cells: the one under which the first rows agree best with the header. */

import { LexopsError } from "../../foundation/index.ts";
import { createDelimitedScanner } from "./delimited-scanner.ts";
import { extensionOf } from "./file-extension.ts";

/** The delimiters that are recognised, the likeliest first. */
export const DELIMITERS = [",", "\t", ";", "|"] as const;

export type Delimiter = (typeof DELIMITERS)[number];

const EXAMINED_BYTES = 1 << 17;

/** Decides from the beginning of a file; `whole` says that nothing follows. Of one column alone the name decides. */
export function detectDelimiter(head: Buffer, whole: boolean, file: string): Delimiter {
  const order = extensionOf(file) === ".tsv" ? (["\t", ",", ";", "|"] as const) : DELIMITERS;
  let best: Delimiter = order[0];
  let bestScore = 0;
  for (const delimiter of order) {
    const score = agreement(head, whole, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The share of rows that have as many cells as the header, a little more for many columns; 0 for one column. */
function agreement(head: Buffer, whole: boolean, delimiter: Delimiter): number {
  let columns = 0;
  let rows = 0;
  let fitting = 0;
  const scanner = createDelimitedScanner({ file: "", delimiter }, (row) => {
    if (row.isBlank) return;
    if (columns === 0) {
      columns = row.length;
      return;
    }
    rows++;
    if (row.length === columns) fitting++;
  });
  try {
    scanner.push(head.subarray(0, EXAMINED_BYTES));
    if (whole && head.length <= EXAMINED_BYTES) scanner.finish();
  } catch (error) {
    if (!(error instanceof LexopsError)) throw error; // an open quote under a wrong delimiter
  }
  if (columns < 2) return 0;
  return (rows === 0 ? 0.5 : fitting / rows) + Math.min(columns, 50) * 1e-3 + 1e-6;
}
