/** @file Replacing and picking slices by multi-dimensional index. */
import { type Shape, sameShape } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireSameType, requireType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { filledLike } from "./constant-of-shape.ts";

const gatherOperator: Operator = {
  type: "GatherND",
  attributes: () => ({}),
  infer: ([x, indices]) => {
    requireType("gatherND", "int64", indices!);
    return [{ type: x!.type, shape: pickedShape("gatherND", x!, indices!) }];
  },
};

const scatterOperator: Operator = {
  type: "ScatterND",
  attributes: () => ({}),
  infer: ([x, indices, updates]) => {
    requireType("scatterND", "int64", indices!);
    requireSameType("scatterND", x!, updates!);
    const shape = pickedShape("scatterND", x!, indices!);
    if (!sameShape(shape, updates!.shape)) {
      const rule = "there must be an update for each index, of the shape of what it replaces";
      throw new ShapeMismatchError("scatterND", [x!.shape, indices!.shape, updates!.shape], rule);
    }
    return [{ type: x!.type, shape: x!.shape }];
  },
  gradient: ({ inputs: [, indices, updates], outputGradients: [dy], wanted }) => [
    wanted[0] ? scatterND(dy!, indices!, filledLike(updates!, 0)) : undefined,
    undefined,
    wanted[2] ? gatherND(dy!, indices!) : undefined,
  ],
};

/** Slices `x[indices[i, 0], indices[i, 1], …]`, one for each row of `indices`. It has no gradient. */
export function gatherND(x: Tensor, indices: Tensor): Tensor {
  return x.graph.apply(gatherOperator, [x, indices], undefined)[0]!;
}

/** A copy of `x` with the slices at `indices` replaced by `updates`. Indices must not repeat: see scatterElementsAdd. */
export function scatterND(x: Tensor, indices: Tensor, updates: Tensor): Tensor {
  return x.graph.apply(scatterOperator, [x, indices, updates], undefined)[0]!;
}

function pickedShape(operator: string, x: Tensor, indices: Tensor): Shape {
  const depth = indices.shape.at(-1);
  if (typeof depth !== "number" || depth < 1 || depth > x.shape.length) {
    const rule = "the last dimension of the indices says how many axes they go through";
    throw new ShapeMismatchError(operator, [x.shape, indices.shape], rule);
  }
  return [...indices.shape.slice(0, -1), ...x.shape.slice(depth)];
}

export const scatterNDEntries: readonly OperatorEntry[] = [
  {
    type: scatterOperator.type,
    samples: [
      {
        name: "rows and single elements",
        inputs: {
          x: { shape: [4, 2], type: "float" },
          rows: { shape: ["picks", 1], type: "int64", values: [3, 0] },
          newRows: { shape: ["picks", 2], type: "float" },
          places: { shape: ["picks", 2], type: "int64", values: [1, 1, 0, 0] },
          newElements: { shape: ["picks"], type: "float" },
        },
        sizes: { picks: 2 },
        build: ({ x, rows, newRows, places, newElements }) => [
          scatterND(x!, rows!, newRows!),
          scatterND(x!, places!, newElements!),
        ],
      },
    ],
  },
  {
    type: gatherOperator.type,
    samples: [
      {
        name: "rows and single elements",
        inputs: {
          x: { shape: [3, 2], type: "float32" },
          rows: { shape: ["picks", 1], type: "int64", values: [2, 0] },
          places: { shape: ["picks", 2], type: "int64", values: [1, 1, 0, 0] },
        },
        sizes: { picks: 2 },
        build: ({ x, rows, places }) => [gatherND(x!, rows!), gatherND(x!, places!)],
      },
    ],
  },
];
