/** @file The same elements in the same order under another shape. */
import { type Attributes, int } from "../attribute.ts";
import { int64Vector } from "../constants.ts";
import {
  canonicalDimension,
  type Dimension,
  divideDimensions,
  multiplyDimensions,
  type Shape,
  sameShape,
} from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { frontAxes } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { shapeVector } from "./shape-of.ts";

interface Settings {
  readonly shape: Shape;
  /** A zero in the target stands for zero elements, else for the dimension as it was. */
  readonly allowZero: boolean;
}

const operator: Operator<Settings> = {
  type: "Reshape",
  attributes: ({ allowZero }): Attributes => (allowZero ? { allowzero: int(1) } : {}),
  infer: ([x], { shape }) => [{ type: x!.type, shape }],
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [reshapeAs(dy!, x!)],
};

/** The elements in order under a new shape; one dimension may be -1: what is left. @throws ShapeMismatchError */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return reshapeTo(x, resolveShape(x, shape.map(canonicalDimension)));
}

/** `x` under the shape of `like`, which has as many elements. */
export function reshapeAs(x: Tensor, like: Tensor): Tensor {
  return reshapeTo(x, like.shape, like);
}

/** Takes out dimensions of size one. @throws ShapeMismatchError where one is of another size */
export function squeeze(x: Tensor, axes: readonly number[]): Tensor {
  const front = frontAxes("squeeze", axes, x.shape);
  if (front.some((axis) => x.shape[axis] !== 1)) {
    throw new ShapeMismatchError("squeeze", [x.shape], `it takes out dimensions of size 1, at ${axes.join(", ")}`);
  }
  return reshapeTo(
    x,
    x.shape.filter((_, axis) => !front.includes(axis)),
  );
}

/** Puts in dimensions of size one, so that they stand at `axes` of the result. @throws ShapeMismatchError */
export function unsqueeze(x: Tensor, axes: readonly number[]): Tensor {
  const target: Dimension[] = new Array(x.shape.length + axes.length).fill(1);
  const front = frontAxes("unsqueeze", axes, target);
  const kept = x.shape.values();
  for (let axis = 0; axis < target.length; axis++) {
    if (!front.includes(axis)) target[axis] = kept.next().value!;
  }
  return reshapeTo(x, target);
}

function resolveShape(x: Tensor, shape: Shape): Shape {
  const elements = multiplyDimensions(x.shape);
  const free = shape.indexOf(-1);
  if (free < 0) {
    if (multiplyDimensions(shape) === elements) return shape;
    throw new ShapeMismatchError("reshape", [x.shape, shape], "both must have as many elements");
  }
  const rest = divideDimensions(elements, multiplyDimensions(shape.toSpliced(free, 1)));
  if (rest === undefined) {
    throw new ShapeMismatchError("reshape", [x.shape, shape], "the dimension -1 must come out as a whole number");
  }
  return shape.with(free, rest);
}

function reshapeTo(x: Tensor, shape: Shape, like?: Tensor): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const constant = constantTarget(x, shape);
  const target = constant === undefined ? shapeVector(x.graph, shape, like) : int64Vector(x.graph, constant);
  return x.graph.apply(operator, [x, target], { shape, allowZero: constant === undefined })[0]!;
}

/** The target wherever ONNX's 0 (as before) and -1 (what is left) can say it, even for no elements. */
function constantTarget(x: Tensor, shape: Shape): readonly number[] | undefined {
  if (shape.includes(0)) return undefined;
  const named = shape.filter((dimension) => typeof dimension === "string");
  if (named.length < 2) return shape.map((size) => (typeof size === "string" ? -1 : size));
  const stays = shape.every((size, axis) => typeof size === "number" || size === x.shape[axis]);
  return stays ? shape.map((size) => (typeof size === "string" ? 0 : size)) : undefined;
}

export const reshapeEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      { name: "known sizes", inputs: { x: { shape: [2, 6], type: "float" } }, build: ({ x }) => [reshape(x!, [3, 4])] },
      {
        name: "one name, by -1",
        inputs: { x: { shape: ["batch", 2, 3], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [reshape(x!, [-1, 6]), reshape(x!, [3, "2*batch"])],
      },
      {
        name: "two names that stay",
        inputs: { x: { shape: ["batch", "tokens", 6], type: "float" } },
        sizes: { batch: 2, tokens: 3 },
        build: ({ x }) => [reshape(x!, ["batch", "tokens", 3, 2])],
      },
      {
        name: "two names that move",
        inputs: { x: { shape: ["batch", "tokens", 2], type: "float" } },
        sizes: { batch: 2, tokens: 3 },
        build: ({ x }) => [reshape(x!, [2, "batch", "tokens"]), reshape(x!, ["tokens*batch", 2])],
      },
      {
        name: "squeeze and unsqueeze",
        inputs: { x: { shape: ["batch", 1, 3], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [squeeze(x!, [1]), unsqueeze(x!, [0, -1])],
      },
      {
        name: "no elements",
        inputs: { x: { shape: ["batch", "tokens", 2], type: "float" } },
        sizes: { batch: 0, tokens: 3 },
        build: ({ x }) => [
          reshape(x!, [-1, 2]),
          reshape(x!, ["tokens", "batch", 2]),
          reshape(x!, ["batch", "tokens", 2, 1]),
        ],
      },
    ],
  },
];
