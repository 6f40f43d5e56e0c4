/** @file Token ids of many texts. */

/** Token ids of many texts, without padding; text `r` is `ids[offsets[r] … offsets[r + 1]]`. Shared buffers. */
export interface TokenRows {
  readonly rows: number;
  readonly vocabularySize: number;
  /** [rows + 1], starting at 0. */
  readonly offsets: Float64Array;
  /** [tokens], each in [1, vocabularySize); a tokenizer may give 0, too, which is padding in pipelines. */
  readonly ids: Int32Array;
}
