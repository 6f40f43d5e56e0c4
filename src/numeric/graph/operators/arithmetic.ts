/** @file Sums, differences, products and quotients, element by element with broadcasting. */
import { asTensor, type Operand } from "../constants.ts";
import { DataTypeMismatchError } from "../errors.ts";
import { requireBroadcast, requireSameType } from "../operand-rules.ts";
import type { GradientTask, Operator, OperatorEntry, OperatorSample, Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast.ts";

type BinaryGradient = (task: {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly y: Tensor;
  readonly dy: Tensor;
}) => readonly [byA: () => Tensor, byB: () => Tensor];

function binary(type: string, name: string, gradient: BinaryGradient): Operator {
  return {
    type,
    attributes: () => ({}),
    infer: ([a, b]) => {
      requireSameType(name, a!, b!);
      if (a!.type === "bool") throw new DataTypeMismatchError(name, [a!.type, b!.type], "it takes numbers");
      return [{ type: a!.type, shape: requireBroadcast(name, a!, b!) }];
    },
    gradient: ({ inputs, outputs, outputGradients, wanted }: GradientTask<undefined>) => {
      const [a, b] = inputs as [Tensor, Tensor];
      const [byA, byB] = gradient({ a, b, y: outputs[0]!, dy: outputGradients[0]! });
      return [wanted[0] ? sumTo(byA(), a) : undefined, wanted[1] ? sumTo(byB(), b) : undefined];
    },
  };
}

const addOperator = binary("Add", "add", ({ dy }) => [() => dy, () => dy]);
const subtractOperator = binary("Sub", "subtract", ({ dy }) => [() => dy, () => negate(dy)]);
const multiplyOperator = binary("Mul", "multiply", ({ a, b, dy }) => [() => multiply(dy, b), () => multiply(dy, a)]);
const divideOperator = binary("Div", "divide", ({ b, y, dy }) => [
  () => divide(dy, b),
  () => negate(divide(multiply(dy, y), b)),
]);

const negateOperator: Operator = {
  type: "Neg",
  attributes: () => ({}),
  infer: ([x]) => [{ type: x!.type, shape: x!.shape }],
  gradient: ({ outputGradients: [dy] }) => [negate(dy!)],
};

function applyBinary(operator: Operator, a: Tensor, b: Operand): Tensor {
  return a.graph.apply(operator, [a, asTensor(b, a)], undefined)[0]!;
}

/** a + b */
export function add(a: Tensor, b: Operand): Tensor {
  return applyBinary(addOperator, a, b);
}

/** a − b */
export function subtract(a: Tensor, b: Operand): Tensor {
  return applyBinary(subtractOperator, a, b);
}

/** a · b, element by element */
export function multiply(a: Tensor, b: Operand): Tensor {
  return applyBinary(multiplyOperator, a, b);
}

/** a / b; integers round towards zero */
export function divide(a: Tensor, b: Operand): Tensor {
  return applyBinary(divideOperator, a, b);
}

/** −x */
export function negate(x: Tensor): Tensor {
  return x.graph.apply(negateOperator, [x], undefined)[0]!;
}

function samples(apply: (a: Tensor, b: Operand) => Tensor): readonly OperatorSample[] {
  return [
    {
      name: "equal shapes and a number",
      inputs: { a: { shape: ["batch", 3], type: "float" }, b: { shape: ["batch", 3], type: "float", range: [0.5, 2] } },
      sizes: { batch: 2 },
      build: ({ a, b }) => [apply(a!, b!), apply(a!, 0.75)],
    },
    {
      name: "broadcasting both ways",
      inputs: {
        a: { shape: ["batch", 1, 3], type: "float" },
        b: { shape: [2, 1], type: "float", range: [0.5, 2] },
        c: { shape: [], type: "float", range: [0.5, 2] },
      },
      sizes: { batch: 2 },
      build: ({ a, b, c }) => [apply(a!, b!), apply(a!, c!)],
    },
  ];
}

export const arithmeticEntries: readonly OperatorEntry[] = [
  { type: addOperator.type, samples: samples(add) },
  { type: subtractOperator.type, samples: samples(subtract) },
  { type: multiplyOperator.type, samples: samples(multiply) },
  { type: divideOperator.type, samples: samples(divide) },
  {
    type: negateOperator.type,
    samples: [{ name: "minus", inputs: { x: { shape: [2, 3], type: "float" } }, build: ({ x }) => [negate(x!)] }],
  },
];
