/** @file Fixed values in a graph. */
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

/** Plain numbers as a tensor's data. `float16` is not offered: its bits are not numbers in JavaScript. */
export function tensorData<Type extends DataType>(
  type: Type,
  shape: readonly number[],
  values: readonly number[],
): TensorData<Type> {
  return { type, shape, data: typedArrays[type as Exclude<DataType, "float16">](values) as DataTypeArrays[Type] };
}

const typedArrays = {
  float32: (values: readonly number[]) => Float32Array.from(values),
  float64: (values: readonly number[]) => Float64Array.from(values),
  int32: (values: readonly number[]) => Int32Array.from(values),
  int64: (values: readonly number[]) => BigInt64Array.from(values, BigInt),
  bool: (values: readonly number[]) => Uint8Array.from(values),
  uint8: (values: readonly number[]) => Uint8Array.from(values),
  int8: (values: readonly number[]) => Int8Array.from(values),
};
