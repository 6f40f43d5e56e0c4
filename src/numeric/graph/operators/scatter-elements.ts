/** @file Picking and placing single elements along an axis. */
import { int, text } from "../attribute.ts";
import { sameShape } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { frontAxis, requireSameType, requireType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { filledLike } from "./constant-of-shape.ts";

const gatherElementsOperator: Operator<number> = {
  type: "GatherElements",
  attributes: (axis) => ({ axis: int(axis) }),
  infer: ([x, indices], axis) => {
    requireIndices("gatherElements", x!, indices!, axis);
    return [{ type: x!.type, shape: indices!.shape }];
  },
  gradient: ({ inputs: [x, indices], settings: axis, outputGradients: [dy] }) => [
    scatterElementsAdd(filledLike(x!, 0), indices!, dy!, axis),
  ],
};

const scatterElementsAddOperator: Operator<number> = {
  type: "ScatterElements",
  attributes: (axis) => ({ axis: int(axis), reduction: text("add") }),
  infer: ([x, indices, updates], axis) => {
    requireIndices("scatterElementsAdd", x!, indices!, axis);
    requireSameType("scatterElementsAdd", x!, updates!);
    if (!sameShape(indices!.shape, updates!.shape)) {
      const rule = "there must be an index for each update";
      throw new ShapeMismatchError("scatterElementsAdd", [indices!.shape, updates!.shape], rule);
    }
    return [{ type: x!.type, shape: x!.shape }];
  },
  gradient: ({ inputs: [, indices], settings: axis, outputGradients: [dy], wanted }) => [
    dy,
    undefined,
    wanted[2] ? gatherElements(dy!, indices!, axis) : undefined,
  ],
};

/** `y[i][j] = x[indices[i][j]][j]` for axis 0, and so for others; `indices` has as many dimensions as `x`. */
export function gatherElements(x: Tensor, indices: Tensor, axis: number): Tensor {
  const front = frontAxis("gatherElements", axis, x.shape);
  return x.graph.apply(gatherElementsOperator, [x, indices], front)[0]!;
}

/**
 * A copy of `x` with `updates[i][j]` added at `[indices[i][j]][j]` for axis 0, and so for others; an index may repeat.
 * Repeats are added in order, so that the bits don't depend on threads (ONNX Runtime's ScatterND with `add` loses
 * updates when it runs on several).
 */
export function scatterElementsAdd(x: Tensor, indices: Tensor, updates: Tensor, axis: number): Tensor {
  const front = frontAxis("scatterElementsAdd", axis, x.shape);
  return x.graph.apply(scatterElementsAddOperator, [x, indices, updates], front)[0]!;
}

function requireIndices(operator: string, x: Tensor, indices: Tensor, axis: number): void {
  requireType(operator, "int64", indices);
  if (indices.shape.length !== x.shape.length) {
    const rule = `both must have as many dimensions to pick along axis ${axis}`;
    throw new ShapeMismatchError(operator, [x.shape, indices.shape], rule);
  }
}

export const scatterElementsEntries: readonly OperatorEntry[] = [
  {
    type: gatherElementsOperator.type,
    samples: [
      {
        name: "along the last axis, with a repeat",
        inputs: {
          x: { shape: ["batch", 3], type: "float" },
          at: { shape: ["batch", 2], type: "int64", values: [0, 2, 1, 1] },
        },
        sizes: { batch: 2 },
        build: ({ x, at }) => [gatherElements(x!, at!, -1)],
      },
    ],
  },
  {
    type: scatterElementsAddOperator.type,
    samples: [
      {
        name: "along the first axis, with a repeat",
        inputs: {
          x: { shape: [4, 2], type: "float" },
          at: { shape: ["batch", 2], type: "int64", values: [0, 3, 1, 1, 0, 1] },
          updates: { shape: ["batch", 2], type: "float" },
        },
        sizes: { batch: 3 },
        build: ({ x, at, updates }) => [scatterElementsAdd(x!, at!, updates!, 0)],
      },
      {
        name: "nothing to add",
        inputs: {
          x: { shape: [4, 2], type: "float" },
          at: { shape: ["batch", 2], type: "int64", values: [] },
          updates: { shape: ["batch", 2], type: "float" },
        },
        sizes: { batch: 0 },
        build: ({ x, at, updates }) => [scatterElementsAdd(x!, at!, updates!, 0)],
      },
    ],
  },
];
