/** @file Exponentials, logarithms, roots and absolute values, element by element. */
import { requireFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { divide, multiply } from "./arithmetic.ts";

/** An operator on each element of a floating-point tensor, with its derivative times `dy`. */
export function elementwise(
  type: string,
  name: string,
  gradient: (task: { readonly x: Tensor; readonly y: Tensor; readonly dy: Tensor }) => Tensor,
): Operator {
  return {
    type,
    attributes: () => ({}),
    infer: ([x]) => {
      requireFloat(name, x!);
      return [{ type: x!.type, shape: x!.shape }];
    },
    gradient: ({ inputs: [x], outputs: [y], outputGradients: [dy] }) => [gradient({ x: x!, y: y!, dy: dy! })],
  };
}

const expOperator = elementwise("Exp", "exp", ({ y, dy }) => multiply(dy, y));
const logOperator = elementwise("Log", "log", ({ x, dy }) => divide(dy, x));
const sqrtOperator = elementwise("Sqrt", "sqrt", ({ y, dy }) => divide(multiply(dy, 0.5), y));
const absOperator = elementwise("Abs", "abs", ({ x, dy }) => multiply(dy, sign(x)));
const signOperator: Operator = {
  type: "Sign",
  attributes: () => ({}),
  infer: ([x]) => [{ type: x!.type, shape: x!.shape }],
};

/** eˣ */
export function exp(x: Tensor): Tensor {
  return x.graph.apply(expOperator, [x], undefined)[0]!;
}

/** The natural logarithm. */
export function log(x: Tensor): Tensor {
  return x.graph.apply(logOperator, [x], undefined)[0]!;
}

/** The square root. */
export function sqrt(x: Tensor): Tensor {
  return x.graph.apply(sqrtOperator, [x], undefined)[0]!;
}

/** |x|; its derivative at 0 is 0. */
export function abs(x: Tensor): Tensor {
  return x.graph.apply(absOperator, [x], undefined)[0]!;
}

/** −1, 0 or 1. It has no gradient. */
export function sign(x: Tensor): Tensor {
  return x.graph.apply(signOperator, [x], undefined)[0]!;
}

export const exponentialEntries: readonly OperatorEntry[] = [
  {
    type: expOperator.type,
    samples: [{ name: "exp", inputs: { x: { shape: [2, 3], type: "float" } }, build: ({ x }) => [exp(x!)] }],
  },
  {
    type: logOperator.type,
    samples: [
      { name: "log", inputs: { x: { shape: [2, 3], type: "float", range: [0.5, 2] } }, build: ({ x }) => [log(x!)] },
    ],
  },
  {
    type: sqrtOperator.type,
    samples: [
      { name: "sqrt", inputs: { x: { shape: [2, 3], type: "float", range: [0.5, 2] } }, build: ({ x }) => [sqrt(x!)] },
    ],
  },
  {
    type: absOperator.type,
    samples: [
      {
        name: "abs",
        inputs: { x: { shape: [2, 2], type: "float", values: [-1.5, -0.25, 0.5, 2] } },
        build: ({ x }) => [abs(x!)],
      },
    ],
  },
  {
    type: signOperator.type,
    samples: [
      {
        name: "sign",
        inputs: { x: { shape: [3], type: "int64", values: [-2, 0, 5] } },
        build: ({ x }) => [sign(x!)],
      },
    ],
  },
];
