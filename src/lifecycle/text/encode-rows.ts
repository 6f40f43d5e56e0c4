/** @file Blocks of texts encoded one after the other, on whichever thread has the encoder's state. */
import { RowCollector } from "./encode-texts.ts";
import type { TextColumn } from "./text-column.ts";
import { createEncoder, type EncoderState } from "./text-encoder.ts";

/** Encodes a block; what it gives is valid until the next call. */
export type EncodeRows = (texts: TextColumn) => {
  /** [texts] Entries of each text. */
  readonly lengths: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
};

/** Makes the function. The state must not be used by another encoder of this thread; only matrices have values. */
export function createEncodeRows(state: EncoderState): EncodeRows {
  const encoder = createEncoder(state);
  const rows = new RowCollector(encoder);
  return ({ length, bytes, offsets }) => {
    rows.clear();
    const lengths = new Int32Array(length);
    for (let row = 0; row < length; row++)
      lengths[row] = rows.add(encoder.encodeBytes(bytes, offsets[row]!, offsets[row + 1]!));
    return { lengths, ids: rows.view(), values: rows.values() };
  };
}
