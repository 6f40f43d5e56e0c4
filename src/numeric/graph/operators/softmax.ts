/** @file Probabilities from scores along an axis. */
import { int } from "../attribute.ts";
import { frontAxis, requireFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { reduceSum } from "./broadcast.ts";
import { exp } from "./exponential.ts";

function alongAxis(
  type: string,
  name: string,
  gradient: (y: Tensor, dy: Tensor, axis: number) => Tensor,
): Operator<number> {
  return {
    type,
    attributes: (axis) => ({ axis: int(axis) }),
    infer: ([x]) => {
      requireFloat(name, x!);
      return [{ type: x!.type, shape: x!.shape }];
    },
    gradient: ({ outputs: [y], settings: axis, outputGradients: [dy] }) => [gradient(y!, dy!, axis)],
  };
}

const softmaxOperator = alongAxis("Softmax", "softmax", (y, dy, axis) => {
  const sums = reduceSum(multiply(dy, y), [axis], { keepDimensions: true });
  return multiply(y, subtract(dy, sums));
});
const logSoftmaxOperator = alongAxis("LogSoftmax", "logSoftmax", (y, dy, axis) => {
  const sums = reduceSum(dy, [axis], { keepDimensions: true });
  return subtract(dy, multiply(exp(y), sums));
});

/** Exponentials divided by their sum along an axis (the last when absent), without overflow. */
export function softmax(x: Tensor, axis = -1): Tensor {
  return x.graph.apply(softmaxOperator, [x], frontAxis("softmax", axis, x.shape))[0]!;
}

/** The logarithm of `softmax`, precise where it is small. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  return x.graph.apply(logSoftmaxOperator, [x], frontAxis("logSoftmax", axis, x.shape))[0]!;
}

export const softmaxEntries: readonly OperatorEntry[] = [
  {
    type: softmaxOperator.type,
    samples: [
      {
        name: "along the last and the middle axis",
        inputs: { x: { shape: ["batch", 3, 4], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [softmax(x!), softmax(x!, 1)],
      },
    ],
  },
  {
    type: logSoftmaxOperator.type,
    samples: [
      {
        name: "along the last axis, large scores too",
        inputs: { x: { shape: ["batch", 4], type: "float", range: [-200, 200] } },
        sizes: { batch: 2 },
        build: ({ x }) => [logSoftmax(x!)],
      },
    ],
  },
];
