/** @file Fixed values in a graph. */
import { DataTypeMismatchError } from "./errors.ts";
import type { Graph, Tensor } from "./tensor.ts";
import type { DataType, DataTypeArrays, TensorData } from "./tensor-data.ts";

/** A tensor, or a number that stands for a scalar of the other operand's element type. */
export type Operand = Tensor | number;

/** A scalar of the given element type. */
export function scalar(graph: Graph, type: DataType, value: number): Tensor {
  return graph.constant(tensorData(type, [], [value]));
}

/** An int64 vector. */
export function int64Vector(graph: Graph, values: readonly number[]): Tensor {
  return graph.constant(tensorData("int64", [values.length], values));
}

/** The operand as a tensor of the same graph and element type as `like`. */
export function asTensor(operand: Operand, like: Tensor): Tensor {
  return typeof operand === "number" ? scalar(like.graph, like.type, operand) : operand;
}

/** Plain numbers as a tensor's data. @throws DataTypeMismatchError for float16, whose raw bits must be given */
export function tensorData<Type extends DataType>(
  type: Type,
  shape: readonly number[],
  values: readonly number[],
): TensorData<Type> {
  return { type, shape, data: typedArrays[type](values) as DataTypeArrays[Type] };
}

const typedArrays: { readonly [Type in DataType]: (values: readonly number[]) => DataTypeArrays[Type] } = {
  float32: (values) => Float32Array.from(values),
  float64: (values) => Float64Array.from(values),
  int32: (values) => Int32Array.from(values),
  int64: (values) => BigInt64Array.from(values, BigInt),
  bool: (values) => Uint8Array.from(values),
  uint8: (values) => Uint8Array.from(values),
  int8: (values) => Int8Array.from(values),
  float16() {
    throw new DataTypeMismatchError("a constant", ["plain numbers for float16"], "those are given as raw bits");
  },
};
