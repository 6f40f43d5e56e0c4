/** @file Comparisons and logic, element by element with broadcasting. None has a gradient. */
import { asTensor, type Operand } from "../constants.ts";
import { requireBroadcast, requireSameType, requireType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, OperatorSample, Tensor } from "../tensor.ts";

function predicate(type: string, name: string, logic = false): Operator {
  return {
    type,
    attributes: () => ({}),
    infer: ([a, b]) => {
      if (logic) requireType(name, "bool", a!, b!);
      else requireSameType(name, a!, b!);
      return [{ type: "bool", shape: requireBroadcast(name, a!, b!) }];
    },
  };
}

const equalOperator = predicate("Equal", "equal");
const greaterOperator = predicate("Greater", "greater");
const greaterOrEqualOperator = predicate("GreaterOrEqual", "greaterOrEqual");
const lessOperator = predicate("Less", "less");
const lessOrEqualOperator = predicate("LessOrEqual", "lessOrEqual");
const andOperator = predicate("And", "and", true);
const orOperator = predicate("Or", "or", true);
const notOperator: Operator = {
  type: "Not",
  attributes: () => ({}),
  infer: ([x]) => {
    requireType("not", "bool", x!);
    return [{ type: "bool", shape: x!.shape }];
  },
};

function compare(operator: Operator, a: Tensor, b: Operand): Tensor {
  return a.graph.apply(operator, [a, asTensor(b, a)], undefined)[0]!;
}

/** a = b */
export function equal(a: Tensor, b: Operand): Tensor {
  return compare(equalOperator, a, b);
}

/** a > b */
export function greater(a: Tensor, b: Operand): Tensor {
  return compare(greaterOperator, a, b);
}

/** a ≥ b */
export function greaterOrEqual(a: Tensor, b: Operand): Tensor {
  return compare(greaterOrEqualOperator, a, b);
}

/** a < b */
export function less(a: Tensor, b: Operand): Tensor {
  return compare(lessOperator, a, b);
}

/** a ≤ b */
export function lessOrEqual(a: Tensor, b: Operand): Tensor {
  return compare(lessOrEqualOperator, a, b);
}

/** Both of two bool tensors. */
export function and(a: Tensor, b: Tensor): Tensor {
  return compare(andOperator, a, b);
}

/** Either of two bool tensors. */
export function or(a: Tensor, b: Tensor): Tensor {
  return compare(orOperator, a, b);
}

/** The opposite of a bool tensor. */
export function not(x: Tensor): Tensor {
  return x.graph.apply(notOperator, [x], undefined)[0]!;
}

function comparisonSamples(apply: (a: Tensor, b: Operand) => Tensor): readonly OperatorSample[] {
  return [
    {
      name: "numbers",
      inputs: {
        a: { shape: ["batch", 3], type: "float32", values: [1, 2, 3, 4, 5, 6] },
        b: { shape: [3], type: "float32", values: [3, 2, 1] },
        c: { shape: ["batch"], type: "int64", values: [-1, 2] },
      },
      sizes: { batch: 2 },
      build: ({ a, b, c }) => [apply(a!, b!), apply(c!, 2)],
    },
  ];
}

const logicInputs = {
  a: { shape: [2, 2], type: "bool", values: [0, 0, 1, 1] },
  b: { shape: [2], type: "bool", values: [0, 1] },
} as const;

export const comparisonEntries: readonly OperatorEntry[] = [
  { type: equalOperator.type, samples: comparisonSamples(equal) },
  { type: greaterOperator.type, samples: comparisonSamples(greater) },
  { type: greaterOrEqualOperator.type, samples: comparisonSamples(greaterOrEqual) },
  { type: lessOperator.type, samples: comparisonSamples(less) },
  { type: lessOrEqualOperator.type, samples: comparisonSamples(lessOrEqual) },
  { type: andOperator.type, samples: [{ name: "and", inputs: logicInputs, build: ({ a, b }) => [and(a!, b!)] }] },
  { type: orOperator.type, samples: [{ name: "or", inputs: logicInputs, build: ({ a, b }) => [or(a!, b!)] }] },
  { type: notOperator.type, samples: [{ name: "not", inputs: logicInputs, build: ({ a }) => [not(a!)] }] },
];
