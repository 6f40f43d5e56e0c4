/** @file Dimensions in another order. */
import { ints } from "../attribute.ts";
import { ShapeMismatchError } from "../errors.ts";
import { frontAxes } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";

const operator: Operator<readonly number[]> = {
  type: "Transpose",
  attributes: (order) => ({ perm: ints(order) }),
  infer: ([x], order) => [{ type: x!.type, shape: order.map((axis) => x!.shape[axis]!) }],
  gradient: ({ settings: order, outputGradients: [dy] }) => {
    return [
      transpose(
        dy!,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  },
};

/** Dimension `axis` of the result is dimension `order[axis]` of `x`; reversed when no order is given. */
export function transpose(x: Tensor, order: readonly number[] = x.shape.map((_, axis) => axis).reverse()): Tensor {
  if (frontAxes("transpose", order, x.shape).length !== x.shape.length) {
    throw new ShapeMismatchError("transpose", [x.shape], `the order ${order.join(", ")} must name every axis`);
  }
  const front = order.map((axis) => (axis < 0 ? axis + x.shape.length : axis));
  if (front.every((from, axis) => from === axis)) return x;
  return x.graph.apply(operator, [x], front)[0]!;
}

/** The last two dimensions exchanged. */
export function transposeLastTwo(x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis);
  return transpose(x, [...order.slice(0, -2), order.at(-1)!, order.at(-2)!]);
}

export const transposeEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "a given order, the reverse, the last two",
        inputs: { x: { shape: ["batch", 3, 4], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x }) => [transpose(x!, [1, -1, 0]), transpose(x!), transposeLastTwo(x!)],
      },
    ],
  },
];
