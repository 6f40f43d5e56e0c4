/** @file Encoded texts as the inputs of a graph; the names and shapes are the contract of every model. */
import type { TensorData } from "../../numeric/graph/index.ts";
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import type { EncodedTexts, TokenRows } from "../text/index.ts";
import type { Signature } from "./manifest.config.ts";

/** A graph's inputs by name. */
export type Feeds = Readonly<Record<string, TensorData>>;

/** What a graph takes for each kind of encoding, and gives for so many labels. */
export function signatureOf(kind: EncodedTexts["kind"], labels: number): Signature {
  const inputs: Record<EncodedTexts["kind"], Signature["inputs"]> = {
    rows: [
      { name: "indices", type: "int64", shape: ["entries"] },
      { name: "values", type: "float32", shape: ["entries"] },
      { name: "offsets", type: "int64", shape: ["batch+1"] },
    ],
    tokens: [
      { name: "input_ids", type: "int64", shape: ["batch", "tokens"] },
      { name: "attention_mask", type: "int64", shape: ["batch", "tokens"] },
    ],
    none: [{ name: "batch", type: "int64", shape: ["batch"] }],
  };
  return {
    inputs: inputs[kind],
    outputs: [
      { name: "logits", type: "float32", shape: ["batch", labels] },
      { name: "probabilities", type: "float32", shape: ["batch", labels] },
    ],
  };
}

/** Inputs for rows `from … to` of a sparse matrix. */
export function sparseFeeds({ offsets, indices, values }: CompressedRows, from: number, to: number): Feeds {
  const start = offsets[from]!;
  const entries = offsets[to]! - start;
  const columns = int64Vector(entries);
  for (let entry = 0; entry < entries; entry++) columns.low[entry * 2] = indices[start + entry]!;
  const bounds = int64Vector(to - from + 1);
  for (let row = from; row <= to; row++) bounds.low[(row - from) * 2] = offsets[row]! - start;
  return {
    indices: { type: "int64", shape: [entries], data: columns.data },
    values: { type: "float32", shape: [entries], data: values.slice(start, start + entries) },
    offsets: { type: "int64", shape: [to - from + 1], data: bounds.data },
  };
}

/** Inputs for the token rows that `order` names, padded at the end to the longest of them. */
export function tokenFeeds({ offsets, ids }: TokenRows, order: ArrayLike<number>): Feeds {
  let width = 1; // A batch of empty texts still has one (masked) token: a maximum over nothing is undefined.
  for (let row = 0; row < order.length; row++)
    width = Math.max(width, offsets[order[row]! + 1]! - offsets[order[row]!]!);
  const inputIds = int64Vector(order.length * width);
  const mask = int64Vector(order.length * width);
  for (let row = 0; row < order.length; row++) {
    const start = offsets[order[row]!]!;
    const end = offsets[order[row]! + 1]!;
    let position = row * width * 2;
    for (let token = start; token < end; token++, position += 2) {
      inputIds.low[position] = ids[token]!;
      mask.low[position] = 1;
    }
  }
  const shape = [order.length, width];
  return {
    input_ids: { type: "int64", shape, data: inputIds.data },
    attention_mask: { type: "int64", shape, data: mask.data },
  };
}

/** Inputs for models that look at no text: only how many there are. */
export function countFeeds(length: number): Feeds {
  return { batch: { type: "int64", shape: [length], data: new BigInt64Array(length) } };
}

/** A vector of zeros whose non-negative 31-bit elements are set as `low[2 i]`: far quicker than one BigInt each. */
function int64Vector(length: number): { readonly data: BigInt64Array; readonly low: Int32Array } {
  const data = new BigInt64Array(length);
  return { data, low: new Int32Array(data.buffer) };
}
