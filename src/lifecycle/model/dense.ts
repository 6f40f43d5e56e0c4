/** @file Weights that networks share: the embedding and dense layers, starting as in Keras. */
import { gemm, type Tensor } from "../../numeric/graph/index.ts";
import type { ModelSize, WeightSpec } from "./architecture.ts";

/** The limit of Glorot & Bengio 2010 for a layer with so many numbers in and out. */
export function glorotLimit(inputs: number, outputs: number): number {
  return Math.sqrt(6 / (inputs + outputs));
}

/** `embedding.weight` [vocabulary, width], uniform within 0.05. */
export function embeddingWeight({ features }: ModelSize, width: number): WeightSpec {
  return { name: "embedding.weight", shape: [features, width], limit: 0.05 };
}

/** `NAME.weight` [inputs, outputs] and `NAME.bias` [outputs]. */
export function denseWeights(name: string, inputs: number, outputs: number): readonly WeightSpec[] {
  return [
    { name: `${name}.weight`, shape: [inputs, outputs], limit: glorotLimit(inputs, outputs) },
    { name: `${name}.bias`, shape: [outputs], limit: 0 },
  ];
}

/** x [batch, inputs] through the layer `name`: [batch, outputs]. */
export function dense(x: Tensor, weights: Readonly<Record<string, Tensor>>, name: string): Tensor {
  return gemm(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!);
}
