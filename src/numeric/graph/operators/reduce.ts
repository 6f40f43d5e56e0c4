/** @file Means and maxima over axes. */
import { int } from "../attribute.ts";
import { int64Vector } from "../constants.ts";
import { type Dimension, multiplyDimensions } from "../dimension.ts";
import { frontAxis, requireFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { divide, multiply } from "./arithmetic.ts";
import { type ReduceOptions, type ReduceSettings, reducedShape, reduceSettings, spread } from "./broadcast.ts";
import { cast } from "./cast.ts";
import { filledLike } from "./constant-of-shape.ts";
import { squeeze, unsqueeze } from "./reshape.ts";
import { scatterElementsAdd } from "./scatter-elements.ts";
import { sizeOf } from "./shape-of.ts";

const reduceMeanOperator: Operator<ReduceSettings> = {
  type: "ReduceMean",
  attributes: ({ keepDimensions }) => ({ keepdims: int(keepDimensions) }),
  infer: ([x], settings) => {
    requireFloat("reduceMean", x!);
    return [{ type: x!.type, shape: reducedShape(x!.shape, settings) }];
  },
  gradient: ({ inputs: [x], settings, outputGradients: [dy] }) => {
    const count = multiplyDimensions(settings.axes.map((axis) => x!.shape[axis]!));
    const each =
      typeof count === "number" ? multiply(dy!, 1 / count) : divide(dy!, cast(squeezedSize(x!, count), x!.type));
    return [spread(each, x!, settings)];
  },
};

const argMaxOperator: Operator<number> = {
  type: "ArgMax",
  attributes: (axis) => ({ axis: int(axis), keepdims: int(1) }),
  infer: ([x], axis) => [{ type: "int64", shape: x!.shape.with(axis, 1) }],
};

const reduceMaxOperator: Operator<ReduceSettings> = {
  type: "ReduceMax",
  attributes: ({ keepDimensions }) => ({ keepdims: int(keepDimensions) }),
  infer: ([x], settings) => {
    requireFloat("reduceMax", x!);
    return [{ type: x!.type, shape: reducedShape(x!.shape, settings) }];
  },
  gradient: ({ inputs: [x], settings: { axes, keepDimensions }, outputGradients: [dy] }) => {
    const [axis] = axes;
    const winner = x!.graph.apply(argMaxOperator, [x], axis!)[0]!;
    return [scatterElementsAdd(filledLike(x!, 0), winner, keepDimensions ? dy! : unsqueeze(dy!, axes), axis!)];
  },
};

/** The means over axes; over all of them when none is named. */
export function reduceMean(x: Tensor, axes?: readonly number[], options: ReduceOptions = {}): Tensor {
  const settings = reduceSettings("reduceMean", x, axes, options);
  if (settings.axes.length === 0) return x;
  return x.graph.apply(reduceMeanOperator, [x, int64Vector(x.graph, settings.axes)], settings)[0]!;
}

/** The largest elements along one axis. Among equals the first takes the gradient, as in PyTorch's `max(dim)`. */
export function reduceMax(x: Tensor, axis: number, options: ReduceOptions = {}): Tensor {
  const settings = reduceSettings("reduceMax", x, [axis], options);
  return x.graph.apply(reduceMaxOperator, [x, int64Vector(x.graph, settings.axes)], settings)[0]!;
}

/** Where the largest elements along an axis are, int64; the first among equals. */
export function argMax(x: Tensor, axis: number, options: ReduceOptions = {}): Tensor {
  const front = frontAxis("argMax", axis, x.shape);
  const winner = x.graph.apply(argMaxOperator, [x], front)[0]!;
  return options.keepDimensions ? winner : squeeze(winner, [front]);
}

function squeezedSize(x: Tensor, count: Dimension): Tensor {
  return squeeze(sizeOf(x.graph, count), [0]);
}

export const reduceEntries: readonly OperatorEntry[] = [
  {
    type: reduceMeanOperator.type,
    samples: [
      {
        name: "known and named axes",
        inputs: { x: { shape: ["batch", 3, 4], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [reduceMean(x!, [-1], { keepDimensions: true }), reduceMean(x!, [0, 1]), reduceMean(x!)],
      },
    ],
  },
  {
    type: reduceMaxOperator.type,
    samples: [
      {
        name: "tokens of a batch",
        inputs: { x: { shape: ["batch", "tokens", 3], type: "float" } },
        sizes: { batch: 2, tokens: 4 },
        build: ({ x }) => [reduceMax(x!, 1), reduceMax(x!, -1, { keepDimensions: true })],
      },
    ],
  },
  {
    type: argMaxOperator.type,
    samples: [
      {
        name: "the first among equals",
        inputs: { x: { shape: ["batch", 3], type: "float32", values: [1, 5, 5, 7, 2, 7] } },
        sizes: { batch: 2 },
        build: ({ x }) => [argMax(x!, 1), argMax(x!, 0, { keepDimensions: true })],
      },
    ],
  },
];
