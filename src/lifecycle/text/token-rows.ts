/** @file Token ids of many texts. */
import { sharedFloat64, sharedInt32 } from "./shared-arrays.ts";

/** Token ids of many texts, without padding; text `r` is `ids[offsets[r] … offsets[r + 1]]`. Shared buffers. */
export interface TokenRows {
  readonly rows: number;
  readonly vocabularySize: number;
  /** [rows + 1], starting at 0. */
  readonly offsets: Float64Array;
  /** [tokens], each in [1, vocabularySize); a tokenizer may give 0, too, which is padding in pipelines. */
  readonly ids: Int32Array;
}

/** Some of the rows, in the order in which they are named. */
export function selectTokenRows({ vocabularySize, offsets, ids }: TokenRows, rows: Uint32Array): TokenRows {
  const chosen = sharedFloat64(rows.length + 1);
  for (const [at, row] of rows.entries()) chosen[at + 1] = chosen[at]! + offsets[row + 1]! - offsets[row]!;
  const taken = sharedInt32(chosen[rows.length]!);
  for (const [at, row] of rows.entries()) taken.set(ids.subarray(offsets[row]!, offsets[row + 1]!), chosen[at]!);
  return { rows: rows.length, vocabularySize, offsets: chosen, ids: taken };
}
