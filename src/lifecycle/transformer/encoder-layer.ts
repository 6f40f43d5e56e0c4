/** @file The encoder layer of BERT (Devlin et al. 2018): attention, then two dense layers, each added and normalized. */
import { add, gelu, multiply, relu, type Tensor, tanh } from "../../numeric/graph/index.ts";
import type { Dropouts, TransformerWeight, Weights } from "./architecture.ts";
import { eachLayer } from "./each-layer.ts";
import { adapt, attend, dropOut, linear, linearWeights, norm, normWeights } from "./layers.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** What a layer's parts are called. */
export interface LayerNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly attentionOutput: string;
  readonly attentionNorm: string;
  readonly feedForward: string;
  readonly output: string;
  readonly outputNorm: string;
}

/** Weights of one layer. */
function encoderLayerWeights(
  names: LayerNames,
  { width, feedForwardWidth }: TransformerConfig,
): readonly TransformerWeight[] {
  return [
    ...linearWeights(names.query, width, width),
    ...linearWeights(names.key, width, width),
    ...linearWeights(names.value, width, width),
    ...linearWeights(names.attentionOutput, width, width),
    ...normWeights(names.attentionNorm, width),
    ...linearWeights(names.feedForward, width, feedForwardWidth),
    ...linearWeights(names.output, feedForwardWidth, width),
    ...normWeights(names.outputNorm, width),
  ];
}

/** x [batch * tokens, width] through one layer; `bias` as in `attend`. */
function encoderLayer(
  x: Tensor,
  bias: Tensor,
  names: LayerNames,
  weights: Weights,
  config: TransformerConfig,
  dropouts: Dropouts,
): Tensor {
  const { hidden } = config.dropout;
  const [query, key, value] = [names.query, names.key, names.value].map((name) =>
    adapt(linear(x, weights, name), x, weights, name, dropouts),
  );
  const attended = attend({ query: query!, key: key!, value: value!, bias }, config, dropouts);
  const mixed = dropOut(linear(attended, weights, names.attentionOutput), hidden, dropouts);
  const between = norm(add(mixed, x), weights, names.attentionNorm, config);
  const wide = activate(linear(between, weights, names.feedForward), config);
  const narrow = dropOut(linear(wide, weights, names.output), hidden, dropouts);
  return norm(add(narrow, between), weights, names.outputNorm, config);
}

/** Weights of all layers; `names` gives those of layer n, from 0. */
export function encoderWeights(
  names: (layer: number) => LayerNames,
  config: TransformerConfig,
): readonly TransformerWeight[] {
  return Array.from({ length: config.layers }, (_, layer) => encoderLayerWeights(names(layer), config)).flat();
}

/** What goes into the first layer and what comes out of each; `bias` as in `attend`. */
export function encoderStates(
  first: Tensor,
  bias: Tensor,
  names: (layer: number) => LayerNames,
  weights: Weights,
  config: TransformerConfig,
  dropouts: Dropouts,
): readonly Tensor[] {
  return eachLayer(first, config.layers, dropouts, (x, layer, own) =>
    encoderLayer(x, bias, names(layer), weights, config, own),
  );
}

/** The activation between the dense layers. */
export function activate(x: Tensor, { activation }: Pick<TransformerConfig, "activation">): Tensor {
  switch (activation) {
    case "gelu":
      return gelu(x);
    case "relu":
      return relu(x);
    case "gelu_new": {
      // 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) (Hendrycks & Gimpel 2016)
      const cubic = multiply(multiply(multiply(x, x), x), 0.044715);
      const bent = tanh(multiply(add(x, cubic), Math.sqrt(2 / Math.PI)));
      return multiply(multiply(x, 0.5), add(bent, 1));
    }
  }
}
