/** @file Fixed settings of a node, as ONNX stores them. */
import type { TensorData } from "./tensor-data.ts";

/** The value of an attribute with its ONNX type. */
export type Attribute =
  | { readonly type: "int"; readonly value: number | bigint }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "ints"; readonly value: readonly (number | bigint)[] }
  | { readonly type: "floats"; readonly value: readonly number[] }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "tensor"; readonly value: TensorData };

/** Attributes of a node by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** An integer attribute; a boolean counts as 0 or 1, as ONNX writes flags. */
export function int(value: number | boolean): Attribute {
  return { type: "int", value: Number(value) };
}

/** A floating-point attribute; it is stored in 32 bits. */
export function float(value: number): Attribute {
  return { type: "float", value };
}

/** A list of integers. */
export function ints(value: readonly number[]): Attribute {
  return { type: "ints", value };
}

/** A text attribute. */
export function text(value: string): Attribute {
  return { type: "string", value };
}
