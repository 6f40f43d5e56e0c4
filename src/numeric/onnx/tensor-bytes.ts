/** @file Tensors from the raw bytes of a model's file. */
import type { DataType, TensorData } from "../graph/index.ts";
import { UnreadableModelError } from "./errors.ts";

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  float16: Uint16Array,
} as const;

/** A copy of little-endian bytes as a tensor. `where` names it in errors. @throws UnreadableModelError */
export function tensorDataFromBytes(
  type: DataType,
  shape: readonly number[],
  bytes: Uint8Array,
  where: string,
): TensorData {
  const ArrayOfType = arrays[type];
  const elements = shape.reduce((product, size) => product * size, 1);
  const isShape = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isShape || bytes.length !== elements * ArrayOfType.BYTES_PER_ELEMENT) {
    throw new UnreadableModelError(
      where,
      `${bytes.length} bytes of ${type} are not of the shape [${shape.join(", ")}]`,
    );
  }
  return { type, shape, data: new ArrayOfType(bytes.slice().buffer) };
}
