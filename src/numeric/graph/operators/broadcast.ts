/** @file Repeating along dimensions, and its mirror image, sums. */
import { int } from "../attribute.ts";
import { int64Vector } from "../constants.ts";
import { broadcastShapes, canonicalDimension, type Shape, sameShape } from "../dimension.ts";
import { DataTypeMismatchError, ShapeMismatchError } from "../errors.ts";
import { frontAxes } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { reshapeAs, unsqueeze } from "./reshape.ts";
import { shapeVector } from "./shape-of.ts";

/** How a reduction treats the axes it takes together. */
export interface ReduceOptions {
  /** Leaves each as a dimension of size 1. Default false. */
  readonly keepDimensions?: boolean;
}

/** A reduction's axes, counted from the front. */
export interface ReduceSettings {
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

const expandOperator: Operator<Shape> = {
  type: "Expand",
  attributes: () => ({}),
  infer: ([x], shape) => [{ type: x!.type, shape }],
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [sumTo(dy!, x!)],
};

const reduceSumOperator: Operator<ReduceSettings> = {
  type: "ReduceSum",
  attributes: ({ keepDimensions }) => ({ keepdims: int(keepDimensions) }),
  infer: ([x], settings) => {
    if (x!.type === "bool") throw new DataTypeMismatchError("reduceSum", [x!.type], "it takes numbers");
    return [{ type: x!.type, shape: reducedShape(x!.shape, settings) }];
  },
  gradient: ({ inputs: [x], settings, outputGradients: [dy] }) => [spread(dy!, x!, settings)],
};

/** Repeats the elements until the tensor has the shape (NumPy's `broadcast_to`). @throws ShapeMismatchError */
export function expand(x: Tensor, shape: Shape): Tensor {
  return expandTo(x, shape.map(canonicalDimension));
}

/** Repeats the elements of `x` until it has the shape of `like`. @throws ShapeMismatchError */
export function expandAs(x: Tensor, like: Tensor): Tensor {
  return expandTo(x, like.shape, like);
}

/** The sums over axes; over all of them when none is named. */
export function reduceSum(x: Tensor, axes?: readonly number[], options: ReduceOptions = {}): Tensor {
  const settings = reduceSettings("reduceSum", x, axes, options);
  if (settings.axes.length === 0) return x;
  return x.graph.apply(reduceSumOperator, [x, int64Vector(x.graph, settings.axes)], settings)[0]!;
}

/** Undoes broadcasting: sums `x` over the dimensions that `like` lacks or has of size one. */
export function sumTo(x: Tensor, like: Tensor): Tensor {
  if (sameShape(x.shape, like.shape)) return x;
  const extra = x.shape.length - like.shape.length;
  const axes = x.shape.flatMap((size, axis) => (axis < extra || like.shape[axis - extra] !== size ? [axis] : []));
  return reshapeAs(reduceSum(x, axes, { keepDimensions: true }), like);
}

/** A reduction's gradient or result, repeated over what was reduced to the shape of `x`. */
export function spread(reduced: Tensor, x: Tensor, { axes, keepDimensions }: ReduceSettings): Tensor {
  return expandAs(keepDimensions || axes.length === 0 ? reduced : unsqueeze(reduced, axes), x);
}

/** The axes of a reduction in order, and its options with their defaults. @throws ShapeMismatchError */
export function reduceSettings(
  operator: string,
  x: Tensor,
  axes: readonly number[] = x.shape.map((_, axis) => axis),
  options: ReduceOptions,
): ReduceSettings {
  return { axes: frontAxes(operator, axes, x.shape), keepDimensions: options.keepDimensions ?? false };
}

/** The shape that a reduction leaves. */
export function reducedShape(shape: Shape, { axes, keepDimensions }: ReduceSettings): Shape {
  if (!keepDimensions) return shape.filter((_, axis) => !axes.includes(axis));
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

function expandTo(x: Tensor, shape: Shape, like?: Tensor): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const common = broadcastShapes(x.shape, shape);
  if (common === undefined || !sameShape(common, shape)) {
    throw new ShapeMismatchError("expand", [x.shape, shape], "only dimensions of size 1 can be repeated");
  }
  return x.graph.apply(expandOperator, [x, shapeVector(x.graph, shape, like)], shape)[0]!;
}

export const broadcastEntries: readonly OperatorEntry[] = [
  {
    type: expandOperator.type,
    samples: [
      {
        name: "new and repeated dimensions",
        inputs: { x: { shape: [3, 1], type: "float" }, y: { shape: ["batch"], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x, y }) => [expand(x!, ["batch", 3, 4]), expand(y!, [2, "batch"])],
      },
      {
        name: "a scalar",
        inputs: { x: { shape: [], type: "float" } },
        build: ({ x }) => [expand(x!, [2, 3])],
      },
    ],
  },
  {
    type: reduceSumOperator.type,
    samples: [
      {
        name: "some axes",
        inputs: { x: { shape: ["batch", 3, 4], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [reduceSum(x!, [0, -1]), reduceSum(x!, [1], { keepDimensions: true })],
      },
      {
        name: "all axes",
        inputs: { x: { shape: ["batch", 3], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [reduceSum(x!)],
      },
      {
        name: "nothing to sum",
        inputs: { x: { shape: ["batch", 3], type: "float" } },
        sizes: { batch: 0 },
        build: ({ x }) => [reduceSum(x!, [0])],
      },
    ],
  },
];
