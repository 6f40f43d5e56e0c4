/** @file Tensors as plain data: what goes into a graph and what comes out. */

/** Element types that the product's graphs use, by ONNX's names. */
export type DataType = "float32" | "float64" | "int32" | "int64" | "bool" | "uint8" | "int8" | "float16";

/** The numbers of ONNX's `TensorProto.DataType`. */
export const onnxTypeNumbers: Readonly<Record<DataType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

/** The typed array that holds each element type; `bool` is one byte, `float16` its raw bits. */
export interface DataTypeArrays {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly bool: Uint8Array;
  readonly uint8: Uint8Array;
  readonly int8: Int8Array;
  readonly float16: Uint16Array;
}

/** A dense tensor in row-major order. An empty `shape` is a scalar of one element. */
export interface TensorData<Type extends DataType = DataType> {
  readonly type: Type;
  readonly shape: readonly number[];
  readonly data: DataTypeArrays[Type];
}
