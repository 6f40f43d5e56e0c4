/** @file Picking rows: the lookup of an embedding. */
import { int } from "../attribute.ts";
import { frontAxis, requireType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { expandAs } from "./broadcast.ts";
import { filledLike } from "./constant-of-shape.ts";
import { reshape, unsqueeze } from "./reshape.ts";
import { scatterElementsAdd } from "./scatter-elements.ts";

const operator: Operator<number> = {
  type: "Gather",
  attributes: (axis) => ({ axis: int(axis) }),
  infer: ([x, indices], axis) => {
    requireType("gather", "int64", indices!);
    return [{ type: x!.type, shape: x!.shape.toSpliced(axis, 1, ...indices!.shape) }];
  },
  gradient: ({ inputs: [x, indices], settings: axis, outputGradients: [dy] }) => {
    const flatShape = x!.shape.with(axis, -1);
    const updates = reshape(dy!, flatShape);
    const flat = reshape(indices!, [-1]);
    const otherAxes = x!.shape.flatMap((_, other) => (other === axis ? [] : [other]));
    const spread = expandAs(otherAxes.length === 0 ? flat : unsqueeze(flat, otherAxes), updates);
    return [scatterElementsAdd(filledLike(x!, 0), spread, updates, axis)];
  },
};

/**
 * Slices of `x` along an axis (the first when absent), one for each index: `[vocabulary, width]` by `[batch, tokens]`
 * gives `[batch, tokens, width]`. The gradient by `x` is as large as `x`; where few of its rows are touched, ask for
 * the gradient by the result instead, which is the same in rows: one for each index.
 */
export function gather(x: Tensor, indices: Tensor, axis = 0): Tensor {
  return x.graph.apply(operator, [x, indices], frontAxis("gather", axis, x.shape))[0]!;
}

export const gatherEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "an embedding's rows, with repeats",
        inputs: {
          x: { shape: [5, 3], type: "float" },
          ids: { shape: ["batch", "tokens"], type: "int64", values: [0, 4, 4, 1, 0, 4] },
        },
        sizes: { batch: 2, tokens: 3 },
        build: ({ x, ids }) => [gather(x!, ids!)],
      },
      {
        name: "one index in the middle, elements of a vector",
        inputs: {
          x: { shape: ["batch", 3, 2], type: "float" },
          vector: { shape: [4], type: "float" },
          at: { shape: [], type: "int64", values: [1] },
          many: { shape: [2, 2], type: "int64", values: [3, 0, 3, 3] },
        },
        sizes: { batch: 2 },
        build: ({ x, vector, at, many }) => [gather(x!, at!, 1), gather(vector!, many!), gather(x!, at!, -1)],
      },
      {
        name: "no indices",
        inputs: { x: { shape: [5, 3], type: "float" }, ids: { shape: ["batch"], type: "int64", values: [] } },
        sizes: { batch: 0 },
        build: ({ x, ids }) => [gather(x!, ids!)],
      },
    ],
  },
];
