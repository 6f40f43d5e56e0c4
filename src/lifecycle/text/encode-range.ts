/** @file Encoding some texts of a column where they are needed: on the thread that runs the model. */
import { RowCollector } from "./encode-texts.ts";
import type { TextColumn } from "./text-column.ts";
import { createEncoder, type EncoderState } from "./text-encoder.ts";
import type { TokenRows } from "./token-rows.ts";

/** Encodes texts `from … to` of a column as rows of ids, in buffers of this thread. */
export type EncodeRange = (texts: TextColumn, from: number, to: number) => TokenRows;

/** Makes the function from what a pipeline of ids knows; the same bits as its `transform`. */
export function createEncodeRange(state: EncoderState, vocabularySize: number): EncodeRange {
  const encoder = createEncoder(state);
  return ({ bytes, offsets: bounds }, from, to) => {
    const rows = new RowCollector(encoder);
    const offsets = new Float64Array(to - from + 1);
    for (let row = from; row < to; row++)
      offsets[row - from + 1] =
        offsets[row - from]! + rows.add(encoder.encodeBytes(bytes, bounds[row]!, bounds[row + 1]!));
    return { rows: to - from, vocabularySize, offsets, ids: rows.view() };
  };
}
