/** @file Tensors as a safetensors file. */
import type { TensorData } from "../../numeric/graph/index.ts";
import { graphTypes } from "./element-types.ts";
import { prefixBytes } from "./parse-header.ts";

/** The bytes of a safetensors file. Equal tensors give equal bytes, whatever order they are listed in. */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorData>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  // Widest elements first keeps every tensor aligned to its own elements.
  const byWidth = Object.keys(graphTypes);
  const sorted = Object.entries(tensors).sort(
    ([leftName, left], [rightName, right]) =>
      byWidth.indexOf(left.type) - byWidth.indexOf(right.type) || (leftName < rightName ? -1 : 1),
  );
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [["__metadata__", metadata]] : [];
  let end = 0;
  for (const [name, { type, shape, data }] of sorted) {
    const start = end;
    end += data.byteLength;
    entries.push([name, { dtype: graphTypes[type][0], shape, data_offsets: [start, end] }]);
  }
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const bodyStart = prefixBytes + Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(bodyStart + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(bodyStart - prefixBytes), true);
  file.fill(0x20, prefixBytes, bodyStart);
  file.set(header, prefixBytes);
  let position = bodyStart;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return file;
}
