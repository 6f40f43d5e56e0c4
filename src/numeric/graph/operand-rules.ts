/** @file What operators demand of the tensors and axes they are given. */
import { broadcastShapes, type Shape } from "./dimension.ts";
import { DataTypeMismatchError, ShapeMismatchError } from "./errors.ts";
import type { Tensor } from "./tensor.ts";
import type { DataType } from "./tensor-data.ts";

/** Whether derivatives exist for this element type. */
export function isFloat(type: DataType): boolean {
  return type === "float32" || type === "float64" || type === "float16";
}

/** @throws DataTypeMismatchError where a tensor is not of a floating-point type. */
export function requireFloat(operator: string, ...tensors: readonly Tensor[]): void {
  requireSameType(operator, ...tensors);
  if (tensors.some(({ type }) => !isFloat(type))) typeFault(operator, tensors, "it takes floating-point numbers");
}

/** @throws DataTypeMismatchError where the tensors differ in element type. */
export function requireSameType(operator: string, ...tensors: readonly Tensor[]): void {
  if (tensors.some(({ type }) => type !== tensors[0]!.type)) typeFault(operator, tensors, "it takes one element type");
}

/** @throws DataTypeMismatchError where a tensor has another element type. */
export function requireType(operator: string, type: DataType, ...tensors: readonly Tensor[]): void {
  if (tensors.some((tensor) => tensor.type !== type)) typeFault(operator, tensors, `it takes ${type}`);
}

/** @throws ShapeMismatchError where the tensor has another number of dimensions. */
export function requireRank(operator: string, tensor: Tensor, rank: number): void {
  if (tensor.shape.length !== rank) {
    throw new ShapeMismatchError(operator, [tensor.shape], `it takes ${rank} dimension${rank === 1 ? "" : "s"}`);
  }
}

/** The shape of tensors combined element by element. @throws ShapeMismatchError */
export function requireBroadcast(operator: string, ...tensors: readonly Tensor[]): Shape {
  return tensors
    .map(({ shape }) => shape)
    .reduce((left, right) => {
      const shape = broadcastShapes(left, right);
      if (shape !== undefined) return shape;
      const shapes = tensors.map((tensor) => tensor.shape);
      throw new ShapeMismatchError(operator, shapes, "dimensions must be equal or 1, from the last on");
    });
}

/** The axis counted from the front; negative ones count from the end. @throws ShapeMismatchError */
export function frontAxis(operator: string, axis: number, shape: Shape): number {
  const front = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(front) || front < 0 || front >= shape.length) {
    throw new ShapeMismatchError(operator, [shape], `it has no axis ${axis}`);
  }
  return front;
}

/** Axes counted from the front, ascending. @throws ShapeMismatchError */
export function frontAxes(operator: string, axes: readonly number[], shape: Shape): readonly number[] {
  const front = axes.map((axis) => frontAxis(operator, axis, shape)).sort((left, right) => left - right);
  if (new Set(front).size < front.length) {
    throw new ShapeMismatchError(operator, [shape], `the axes ${axes.join(", ")} name one twice`);
  }
  return front;
}

function typeFault(operator: string, tensors: readonly Tensor[], rule: string): never {
  throw new DataTypeMismatchError(
    operator,
    tensors.map(({ type }) => type),
    rule,
  );
}
