/** @file Layer normalization (Ba, Kiros & Hinton 2016). */
import { float, int } from "../attribute.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { cast } from "./cast.ts";
import { sumOfRows } from "./matmul.ts";
import { reduceMean } from "./reduce.ts";

const operator: Operator<{ readonly epsilon: number }> = {
  type: "LayerNormalization",
  requiredOutputs: 1,
  attributes: ({ epsilon }) => ({ axis: int(-1), epsilon: float(epsilon) }),
  infer: ([x, scale, bias]) => {
    requireFloat("layerNormalization", x!, scale!, bias!);
    for (const { shape } of [scale!, bias!]) {
      if (shape.length !== 1 || shape[0] !== x!.shape.at(-1)) {
        const rule = "scale and bias are vectors as long as the last dimension";
        throw new ShapeMismatchError("layerNormalization", [x!.shape, shape], rule);
      }
    }
    const statistics = { type: "float32", shape: x!.shape.with(-1, 1) } as const;
    return [{ type: x!.type, shape: x!.shape }, statistics, statistics]; // y, mean, 1/deviation
  },
  gradient: ({ inputs, outputs, outputGradients: [dy], wanted }) => {
    const [x, scale, bias] = inputs as [Tensor, Tensor, Tensor];
    const [mean, inverseDeviation] = outputs.slice(1).map((statistic) => cast(statistic, x.type)) as [Tensor, Tensor];
    const normalized = multiply(subtract(x, mean), inverseDeviation);
    const byX = () => {
      const scaled = multiply(dy!, scale);
      const average = (tensor: Tensor) => reduceMean(tensor, [-1], { keepDimensions: true });
      const along = multiply(normalized, average(multiply(scaled, normalized)));
      return multiply(subtract(subtract(scaled, average(scaled)), along), inverseDeviation);
    };
    return [
      wanted[0] ? byX() : undefined,
      wanted[1] ? sumOfRows(multiply(dy!, normalized), scale) : undefined,
      wanted[2] ? sumOfRows(dy!, bias) : undefined,
    ];
  },
};

/** (x − mean) / √(variance + epsilon) · scale + bias over the last dimension. */
export function layerNormalization(
  x: Tensor,
  scale: Tensor,
  bias: Tensor,
  options: { readonly epsilon?: number } = {},
): Tensor {
  return x.graph.apply(operator, [x, scale, bias], { epsilon: options.epsilon ?? 1e-5 })[0]!;
}

export const layerNormalizationEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "over the last dimension",
        inputs: {
          x: { shape: ["batch", "tokens", 4], type: "float" },
          scale: { shape: [4], type: "float" },
          bias: { shape: [4], type: "float" },
        },
        sizes: { batch: 2, tokens: 3 },
        onlyFloat32: true,
        build: ({ x, scale, bias }) => [layerNormalization(x!, scale!, bias!, { epsilon: 1e-3 })],
      },
    ],
  },
];
