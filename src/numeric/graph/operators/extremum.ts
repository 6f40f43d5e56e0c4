/** @file The larger and the smaller of two tensors, element by element with broadcasting. */
import { asTensor, type Operand } from "../constants.ts";
import { requireBroadcast, requireFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, OperatorSample, Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast.ts";
import { greaterOrEqual, lessOrEqual } from "./comparison.ts";
import { where } from "./where.ts";

function extremum(type: string, name: string, firstWins: (a: Tensor, b: Tensor) => Tensor): Operator {
  return {
    type,
    attributes: () => ({}),
    infer: ([a, b]) => {
      requireFloat(name, a!, b!);
      return [{ type: a!.type, shape: requireBroadcast(name, a!, b!) }];
    },
    gradient: ({ inputs: [a, b], outputGradients: [dy], wanted }) => {
      const first = firstWins(a!, b!);
      return [
        wanted[0] ? sumTo(where(first, dy!, 0), a!) : undefined,
        wanted[1] ? sumTo(where(first, 0, dy!), b!) : undefined,
      ];
    },
  };
}

const maximumOperator = extremum("Max", "maximum", greaterOrEqual);
const minimumOperator = extremum("Min", "minimum", lessOrEqual);

/** max(a, b); where both are equal, `a` takes the gradient. */
export function maximum(a: Tensor, b: Operand): Tensor {
  return a.graph.apply(maximumOperator, [a, asTensor(b, a)], undefined)[0]!;
}

/** min(a, b); where both are equal, `a` takes the gradient. */
export function minimum(a: Tensor, b: Operand): Tensor {
  return a.graph.apply(minimumOperator, [a, asTensor(b, a)], undefined)[0]!;
}

function samples(name: string, apply: (a: Tensor, b: Operand) => Tensor): readonly OperatorSample[] {
  return [
    {
      name,
      inputs: { a: { shape: ["batch", 3], type: "float" }, b: { shape: [3], type: "float" } },
      sizes: { batch: 3 },
      build: ({ a, b }) => [apply(a!, b!), apply(a!, 0.125)],
    },
  ];
}

export const extremumEntries: readonly OperatorEntry[] = [
  { type: maximumOperator.type, samples: samples("maximum", maximum) },
  { type: minimumOperator.type, samples: samples("minimum", minimum) },
];
