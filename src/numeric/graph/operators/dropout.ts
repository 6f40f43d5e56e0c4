/** @file Dropout (Srivastava et al. 2014), scaled while training. */
import { int } from "../attribute.ts";
import { scalar } from "../constants.ts";
import { requireFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { multiply } from "./arithmetic.ts";
import { where } from "./where.ts";

/** How much is left out, and from which seed it is drawn. */
export interface DropoutOptions {
  /** Share of the elements that become zero, in [0, 1). */
  readonly rate: number;
  /**
   * A whole number. Each run of a session draws on from the one before, so that the same seed gives the same masks
   * from a session's first run on: what is to be resumed must feed masks of its own instead.
   */
  readonly seed: number;
}

const operator: Operator<DropoutOptions> = {
  type: "Dropout",
  requiredOutputs: 1,
  attributes: ({ seed }) => ({ seed: int(seed) }),
  infer: ([x]) => {
    requireFloat("dropout", x!);
    return [
      { type: x!.type, shape: x!.shape },
      { type: "bool", shape: x!.shape },
    ];
  },
  gradient: ({ outputs: [, kept], settings: { rate }, outputGradients: [dy] }) => [
    where(kept!, multiply(dy!, 1 / (1 - rate)), 0),
  ],
};

/** Elements become zero at random; the others are divided by 1 − rate. For training graphs only. */
export function dropout(x: Tensor, options: DropoutOptions): Tensor {
  const ratio = scalar(x.graph, "float32", options.rate);
  return x.graph.apply(operator, [x, ratio, scalar(x.graph, "bool", 1)], options)[0]!;
}

export const dropoutEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "with a seed",
        inputs: { x: { shape: ["batch", 20], type: "float" } },
        sizes: { batch: 2 },
        random: true,
        build: ({ x }) => [dropout(x!, { rate: 0.25, seed: 7 })],
      },
    ],
  },
];
