/** @file Safetensors that are whole in memory. */
import type { DataType, TensorData } from "../../numeric/graph/index.ts";
import { graphTypes } from "./element-types.ts";
import { BadSafetensorsError } from "./errors.ts";
import { headerBytes, parseHeader, prefixBytes, type TensorEntry } from "./parse-header.ts";

/**
 * The tensors of a safetensors file, in arrays of their own; `file` names it in messages.
 * @throws BadSafetensorsError for any other bytes, and for element types that graphs do not have
 */
export function readSafetensors(content: Uint8Array, file: string): Record<string, TensorData> {
  const bodyStart = prefixBytes + headerBytes(content.subarray(0, prefixBytes), content.length, file);
  const body = content.subarray(bodyStart);
  const entries = parseHeader(content.subarray(prefixBytes, bodyStart), body.length, file);
  return Object.fromEntries([...entries].map(([name, entry]) => [name, tensorOf(name, entry, body, file)]));
}

function tensorOf(name: string, { dtype, shape, start, end }: TensorEntry, body: Uint8Array, file: string): TensorData {
  const found = Object.entries(graphTypes).find(([, [known]]) => known === dtype);
  if (found === undefined)
    throw new BadSafetensorsError(file, `no graph has the type ${dtype} of the tensor ${JSON.stringify(name)}`);
  const [type, [, ArrayOfType]] = found as [DataType, (typeof graphTypes)[DataType]];
  const bytes = Uint8Array.from(body.subarray(start, end)); // A Buffer's slice would share its memory, unaligned.
  const data = new ArrayOfType(bytes.buffer, 0, bytes.length / ArrayOfType.BYTES_PER_ELEMENT);
  return { type, shape, data } as TensorData;
}
