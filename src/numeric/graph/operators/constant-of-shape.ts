/** @file Tensors of one repeated value. */
import type { Attribute } from "../attribute.ts";
import { tensorData } from "../constants.ts";
import { canonicalDimension, type Shape } from "../dimension.ts";
import type { Graph, Operator, OperatorEntry, Tensor } from "../tensor.ts";
import type { DataType, TensorData } from "../tensor-data.ts";
import { shapeVector } from "./shape-of.ts";

const operator: Operator<{ readonly fill: TensorData; readonly shape: Shape }> = {
  type: "ConstantOfShape",
  attributes: ({ fill }) => ({ value: { type: "tensor", value: fill } satisfies Attribute }),
  infer: (_inputs, { fill, shape }) => [{ type: fill.type, shape }],
};

/** A tensor that holds one number everywhere. @throws UnknownDimensionError where no tensor has a named dimension */
export function filled(graph: Graph, type: DataType, shape: Shape, value: number): Tensor {
  return fill(graph, type, shape.map(canonicalDimension), value);
}

/** A tensor of the shape and element type of `like` that holds one number everywhere. */
export function filledLike(like: Tensor, value: number, type: DataType = like.type): Tensor {
  return fill(like.graph, type, like.shape, value, like);
}

function fill(graph: Graph, type: DataType, shape: Shape, value: number, holder?: Tensor): Tensor {
  const settings = { fill: tensorData(type, [1], [value]), shape };
  return graph.apply(operator, [shapeVector(graph, shape, holder)], settings)[0]!;
}

export const constantOfShapeEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "of names, and like another",
        inputs: { x: { shape: ["batch", 3], type: "float32" } },
        sizes: { batch: 2 },
        build: ({ x }) => [filled(x!.graph, "int64", ["batch+1"], 7), filledLike(x!, -0.5)],
      },
      {
        name: "of no elements",
        inputs: { x: { shape: ["batch", 3], type: "float32" } },
        sizes: { batch: 0 },
        build: ({ x }) => [filledLike(x!, 1)],
      },
    ],
  },
];
