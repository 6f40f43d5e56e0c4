/** @file A transformer with a head that scores labels: BERT and its relatives, GPT-2. */
import type { z } from "zod";
import { multiply, type Tensor } from "../../numeric/graph/index.ts";
import {
  adapterLayers,
  atLeastOneToken,
  type ClassificationHead,
  type Dropouts,
  denseClassifier,
  firstRows,
  meanRows,
  type TokenInputs,
  type TransformerConfig,
  type TransformerWeight,
  transformers,
} from "../transformer/index.ts";
import type { Architecture, GraphPurpose, ModelSize, WeightSpec } from "./architecture.ts";
import { NoTransformerError } from "./errors.ts";
import type { transformerModelConfig } from "./transformer.config.ts";

type TransformerModelConfig = z.output<typeof transformerModelConfig>;
type Lora = NonNullable<TransformerModelConfig["lora"]>;

/** From the rows of a text's tokens to its embedding. */
const poolings = {
  mean: meanRows,
  cls: (states: Tensor, _inputs: TokenInputs, { width }: TransformerConfig) => firstRows(states, width),
};

/** The head that the settings choose. */
function headOf({ pooling, transformer }: TransformerModelConfig): ClassificationHead {
  const config = required(transformer);
  if (pooling === "head") return transformers.get(config.architecture).classifier;
  return denseClassifier(poolings[pooling]);
}

function required(transformer: TransformerConfig | null): TransformerConfig {
  if (transformer === null) throw new NoTransformerError();
  return transformer;
}

function plainWeights(config: TransformerModelConfig, size: ModelSize): readonly TransformerWeight[] {
  const transformer = required(config.transformer);
  return [
    ...transformers.get(transformer.architecture).weights(transformer),
    ...headOf(config).weights(transformer, size.labels),
  ];
}

/** Glorot's and the like start uniformly; these start from a normal distribution, or all equal. */
export function weightSpecOf(
  { name, shape, start }: TransformerWeight,
  { initializerRange }: TransformerConfig,
): WeightSpec {
  if (start === "normal") return { name, shape, limit: 0, deviation: initializerRange };
  return { name, shape, limit: 0, ...(start === "ones" ? { value: 1 } : {}) };
}

const downOf = (layer: string) => `${layer}.lora_A.weight`;
const upOf = (layer: string) => `${layer}.lora_B.weight`;

/** The adapters' weights: A [rank, inputs] starts uniformly as PyTorch's layers do, B [outputs, rank] at 0. */
function loraWeights(transformer: TransformerConfig, { rank }: Lora): readonly WeightSpec[] {
  return adapterLayers(transformer).flatMap(({ name, inputs, outputs }) => [
    { name: downOf(name), shape: [rank, inputs], limit: 1 / Math.sqrt(inputs) },
    { name: upOf(name), shape: [outputs, rank], limit: 0 },
  ]);
}

/** The scores of a text; `weights` are the graph's, adapters included. */
function scoresOf(
  inputs: TokenInputs,
  weights: Readonly<Record<string, Tensor>>,
  config: TransformerModelConfig,
  dropouts: Dropouts,
): Tensor {
  const states = statesOf(inputs, weights, config, dropouts);
  return headOf(config).scores(states, inputs, weights, required(config.transformer), dropouts);
}

/** The last layer's states, [batch * tokens, width]. */
function statesOf(
  inputs: TokenInputs,
  weights: Readonly<Record<string, Tensor>>,
  { transformer }: TransformerModelConfig,
  dropouts: Dropouts,
): Tensor {
  const config = required(transformer);
  return transformers.get(config.architecture).hiddenStates(inputs, weights, config, dropouts).at(-1)!;
}

/** The weights with what multiplies adapters in them. */
function scaledAdapters(
  weights: Readonly<Record<string, Tensor>>,
  { lora }: TransformerModelConfig,
): Readonly<Record<string, Tensor>> {
  if (lora === null) return weights;
  const scale = ([name, weight]: [string, Tensor]): [string, Tensor] => [
    name,
    name.endsWith(".lora_B.weight") ? multiply(weight, lora.alpha / lora.rank) : weight,
  ];
  return Object.fromEntries(Object.entries(weights).map(scale));
}

function dropoutsOf({ lora }: TransformerModelConfig, purpose: GraphPurpose): Dropouts {
  const adapterDropout = lora?.dropout ?? 0;
  return {
    dropoutMask: (shape, rate) => purpose.dropoutMask(shape, rate),
    recomputes: purpose.recomputes ?? false,
    adapterMask: (shape) => (adapterDropout === 0 ? undefined : purpose.dropoutMask(shape, adapterDropout)),
  };
}

function inputsOf({ input_ids, attention_mask }: Readonly<Record<string, Tensor>>): TokenInputs {
  return atLeastOneToken(input_ids!, attention_mask!);
}

export const transformer: Architecture<TransformerModelConfig> = {
  encoding: "tokens",
  trainings: ["minibatch/v1", "contrastive/v1"],
  weights: (config, size) => [
    ...plainWeights(config, size).map((weight) => weightSpecOf(weight, required(config.transformer))),
    ...(config.lora === null ? [] : loraWeights(required(config.transformer), config.lora)),
  ],
  scores: (inputs, weights, config, purpose) =>
    scoresOf(inputsOf(inputs), scaledAdapters(weights, config), config, dropoutsOf(config, purpose)),
  embedding(config) {
    const { pooling } = config;
    if (pooling === "head") return undefined;
    return {
      rows(inputs, weights, purpose) {
        const tokens = inputsOf(inputs);
        const states = statesOf(tokens, scaledAdapters(weights, config), config, dropoutsOf(config, purpose));
        return poolings[pooling](states, tokens, required(config.transformer));
      },
      head: { weight: "classifier.weight", bias: "classifier.bias" },
    };
  },
  folded(config, size) {
    const { lora } = config;
    if (lora === null) return undefined;
    const transformer = required(config.transformer);
    const weights = plainWeights(config, size).map((weight) => weightSpecOf(weight, transformer));
    const plain = { ...config, lora: null };
    return {
      weights,
      fold: (trained) => ({ ...trained, ...mergeAdapters(transformer, lora, trained) }),
      scores: (inputs, parameters) =>
        scoresOf(inputsOf(inputs), parameters, plain, { dropoutMask: () => undefined, adapterMask: () => undefined }),
    };
  },
};

/** W + alpha / rank · B·A of each layer that has an adapter; transposed where the layer's weight is. */
function mergeAdapters(
  config: TransformerConfig,
  { rank, alpha }: Lora,
  trained: Readonly<Record<string, Float32Array>>,
): Readonly<Record<string, Float32Array>> {
  return Object.fromEntries(
    adapterLayers(config).map(({ name, inputs, outputs, isTransposed }) => {
      const [down, up] = [trained[downOf(name)]!, trained[upOf(name)]!];
      const merged = Float32Array.from(trained[`${name}.weight`]!);
      for (let output = 0; output < outputs; output++) {
        for (let input = 0; input < inputs; input++) {
          let sum = 0;
          for (let at = 0; at < rank; at++) sum += up[output * rank + at]! * down[at * inputs + input]!;
          const place = isTransposed ? input * outputs + output : output * inputs + input;
          merged[place] = merged[place]! + (alpha / rank) * sum;
        }
      }
      return [`${name}.weight`, merged];
    }),
  );
}
