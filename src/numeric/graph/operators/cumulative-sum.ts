/** @file Running sums. */
import { int } from "../attribute.ts";
import { int64Vector } from "../constants.ts";
import { frontAxis } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";

interface Settings {
  readonly axis: number;
  readonly reverse: boolean;
}

const operator: Operator<Settings> = {
  type: "CumSum",
  attributes: ({ reverse }) => (reverse ? { reverse: int(1) } : {}),
  infer: ([x]) => [{ type: x!.type, shape: x!.shape }],
  gradient: ({ settings: { axis, reverse }, outputGradients: [dy] }) => [
    cumulativeSum(dy!, axis, { reverse: !reverse }),
  ],
};

/** Sums of the elements up to and with each, along an axis; `reverse`: from each to the end. */
export function cumulativeSum(x: Tensor, axis: number, options: { readonly reverse?: boolean } = {}): Tensor {
  const settings = { axis: frontAxis("cumulativeSum", axis, x.shape), reverse: options.reverse ?? false };
  return x.graph.apply(operator, [x, int64Vector(x.graph, [settings.axis])], settings)[0]!;
}

export const cumulativeSumEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "both directions",
        inputs: { x: { shape: ["batch", 3], type: "float" }, n: { shape: [3], type: "int64", values: [1, 2, 3] } },
        sizes: { batch: 2 },
        build: ({ x, n }) => [cumulativeSum(x!, 0), cumulativeSum(x!, -1, { reverse: true }), cumulativeSum(n!, 0)],
      },
    ],
  },
];
