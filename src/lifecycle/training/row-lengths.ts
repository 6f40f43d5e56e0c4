import type { TokenRows } from "../text/index.ts";

/** Tokens of each row: [rows]. */
export function rowLengths({ rows, offsets }: TokenRows): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => offsets[row + 1]! - offsets[row]!);
}
