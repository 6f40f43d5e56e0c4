/** @file Shapes as int64 vectors, for operators that take a shape at run time. */
import { int } from "../attribute.ts";
import { int64Vector } from "../constants.ts";
import type { Dimension, Shape } from "../dimension.ts";
import type { Graph, Operator, OperatorEntry, Tensor } from "../tensor.ts";

interface AxisRange {
  readonly start: number;
  readonly end: number;
}

const shapeOperator: Operator<AxisRange> = {
  type: "Shape",
  attributes: ({ start, end }) => ({ start: int(start), end: int(end) }),
  infer: (_inputs, { start, end }) => [{ type: "int64", shape: [end - start] }],
};

/** Integer arithmetic on sizes; the general operators would make an import cycle. */
const addSizes: Operator = {
  type: "Add",
  attributes: () => ({}),
  infer: () => [{ type: "int64", shape: [1] }],
};
const multiplySizes: Operator = { ...addSizes, type: "Mul" };
const joinSizes: Operator<number> = {
  type: "Concat",
  attributes: () => ({ axis: int(0) }),
  infer: (_inputs, rank) => [{ type: "int64", shape: [rank] }],
};

/** The shape of a tensor as an int64 vector; a constant where it is known. */
export function shapeOf(x: Tensor): Tensor {
  return shapeVector(x.graph, x.shape, x);
}

/**
 * The int64 vector that holds a shape when the graph runs. A tensor known to have that shape saves asking for each
 * dimension. @throws UnknownDimensionError where no tensor has a named dimension of it.
 */
export function shapeVector(graph: Graph, shape: Shape, holder?: Tensor): Tensor {
  if (shape.every((dimension) => typeof dimension === "number")) return int64Vector(graph, shape);
  if (holder !== undefined) {
    return graph.apply(shapeOperator, [holder], { start: 0, end: shape.length })[0]!;
  }
  const sizes = shape.map((dimension) => sizeOf(graph, dimension));
  return sizes.length === 1 ? sizes[0]! : graph.apply(joinSizes, sizes, sizes.length)[0]!;
}

/** A dimension's size as an int64 vector of one element. @throws UnknownDimensionError */
export function sizeOf(graph: Graph, dimension: Dimension): Tensor {
  if (typeof dimension === "number") return int64Vector(graph, [dimension]);
  const terms = dimension.match(/[+-]?[^+-]+/g) ?? [];
  const isName = terms.length === 1 && !dimension.includes("*");
  const source = isName ? graph.getDimension(dimension) : graph.findDimension(dimension);
  if (source !== undefined) {
    return graph.apply(shapeOperator, [source.tensor], { start: source.axis, end: source.axis + 1 })[0]!;
  }
  return terms
    .map((term) => {
      const factors = term.replace(/^[+-]/, "").split("*");
      const sizes = factors.map((factor) => sizeOf(graph, /^\d+$/.test(factor) ? Number(factor) : factor));
      if (term.startsWith("-")) sizes.push(int64Vector(graph, [-1]));
      return sizes.reduce((left, right) => graph.apply(multiplySizes, [left, right], undefined)[0]!);
    })
    .reduce((left, right) => graph.apply(addSizes, [left, right], undefined)[0]!);
}

export const shapeEntries: readonly OperatorEntry[] = [
  {
    type: shapeOperator.type,
    samples: [
      {
        name: "shape, names included",
        inputs: { x: { shape: ["batch", 3], type: "float32" } },
        sizes: { batch: 2 },
        build: ({ x }) => [shapeOf(x!)],
      },
      {
        name: "shape made of sums and products",
        inputs: { x: { shape: ["batch", "tokens"], type: "float32" } },
        sizes: { batch: 2, tokens: 3 },
        build: ({ x }) => [shapeVector(x!.graph, ["2*batch*tokens-tokens+1", 4, "tokens"])],
      },
    ],
  },
];
