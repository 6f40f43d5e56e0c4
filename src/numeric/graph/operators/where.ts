/** @file Choosing between two tensors, element by element with broadcasting. */
import { asTensor, type Operand, scalar } from "../constants.ts";
import { requireBroadcast, requireSameType, requireType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast.ts";

const operator: Operator = {
  type: "Where",
  attributes: () => ({}),
  infer: ([condition, a, b]) => {
    requireType("where", "bool", condition!);
    requireSameType("where", a!, b!);
    return [{ type: a!.type, shape: requireBroadcast("where", condition!, a!, b!) }];
  },
  gradient: ({ inputs: [condition, a, b], outputGradients: [dy], wanted }) => {
    const zero = scalar(dy!.graph, dy!.type, 0);
    return [
      undefined,
      wanted[1] ? sumTo(where(condition!, dy!, zero), a!) : undefined,
      wanted[2] ? sumTo(where(condition!, zero, dy!), b!) : undefined,
    ];
  },
};

/** `a` where the condition holds, else `b`; one of the two may be a number. */
export function where(condition: Tensor, a: Tensor, b: Operand): Tensor;
export function where(condition: Tensor, a: Operand, b: Tensor): Tensor;
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const like = typeof a === "number" ? (b as Tensor) : a;
  return like.graph.apply(operator, [condition, asTensor(a, like), asTensor(b, like)], undefined)[0]!;
}

export const whereEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "tensors and numbers",
        inputs: {
          mask: { shape: ["batch", 1], type: "bool", values: [0, 1] },
          a: { shape: ["batch", 3], type: "float" },
          b: { shape: [3], type: "float" },
        },
        sizes: { batch: 2 },
        build: ({ mask, a, b }) => [where(mask!, a!, b!), where(mask!, a!, -7), where(mask!, 2, b!)],
      },
    ],
  },
];
