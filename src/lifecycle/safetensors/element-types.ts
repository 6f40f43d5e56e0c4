/** @file The element types that safetensors knows by name. */
import type { DataType, DataTypeArrays } from "../../numeric/graph/index.ts";

/** Bytes of one element, by the name that a header gives its type. */
export const elementBytes: ReadonlyMap<string, number> = new Map([
  ["F64", 8],
  ["I64", 8],
  ["U64", 8],
  ["F32", 4],
  ["I32", 4],
  ["U32", 4],
  ["F16", 2],
  ["BF16", 2],
  ["I16", 2],
  ["U16", 2],
  ["BOOL", 1],
  ["U8", 1],
  ["I8", 1],
  ["F8_E4M3", 1],
  ["F8_E5M2", 1],
]);

interface ArrayType<Data> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, offset: number, length: number): Data;
}

/** The element types that a graph's tensors have too, the widest first: their name in a header, and their array. */
export const graphTypes: {
  readonly [Type in DataType]: readonly [dtype: string, array: ArrayType<DataTypeArrays[Type]>];
} = {
  float64: ["F64", Float64Array],
  int64: ["I64", BigInt64Array],
  float32: ["F32", Float32Array],
  int32: ["I32", Int32Array],
  float16: ["F16", Uint16Array],
  bool: ["BOOL", Uint8Array],
  uint8: ["U8", Uint8Array],
  int8: ["I8", Int8Array],
};
