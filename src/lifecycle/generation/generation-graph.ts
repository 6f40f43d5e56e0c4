/** @file The graph that scores the next token of texts whose beginnings it keeps. */
import { GraphBuilder, reshape, slice, type TensorData } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { type TransformerConfig, transformers } from "../transformer/index.ts";

/** The parts of a layer's cache, in the names of its inputs and outputs. */
export const cacheParts = ["keys", "values"] as const;

/** "past.0.keys" */
export const pastName = (layer: number, part: (typeof cacheParts)[number]): string => `past.${layer}.${part}`;
/** "kept.0.keys" */
export const keptName = (layer: number, part: (typeof cacheParts)[number]): string => `kept.${layer}.${part}`;

/**
 * An ONNX model from `input_ids`, int64 [batch, tokens], and each layer's `past.LAYER.keys` and `past.LAYER.values`,
 * float32 [batch, heads, past, size], to `logits` of the token after the last, float32 [batch, vocabulary], and
 * `kept.LAYER.keys` and `kept.LAYER.values`, [batch, heads, past + tokens, size]. The past may be of no tokens.
 */
export function generationModel(
  config: TransformerConfig,
  weights: Readonly<Record<string, Float32Array>>,
): Uint8Array {
  const graph = new GraphBuilder();
  const inputIds = graph.input("input_ids", "int64", ["batch", "tokens"]);
  const { continuedStates, languageModel, weights: specsOf } = transformers.get(config.architecture);
  const cached = ["batch", config.heads, "past", config.width / config.heads];
  const past = Array.from({ length: config.layers }, (_, layer) => ({
    keys: graph.input(pastName(layer, "keys"), "float32", cached),
    values: graph.input(pastName(layer, "values"), "float32", cached),
  }));
  const specs = [...specsOf(config), ...languageModel!.weights(config)];
  const tensors = Object.fromEntries(specs.map(({ name, shape }) => [name, graph.parameter(name, shape)]));
  const { states, kept } = continuedStates!({ inputIds, past }, tensors, config);
  const last = slice(reshape(states, ["batch", "tokens", config.width]), -1, undefined, 1);
  const rows = reshape(last, ["batch", config.width]);
  graph.output("logits", languageModel!.scores(rows, tensors, config));
  for (const [layer, { keys, values }] of kept.entries()) {
    graph.output(keptName(layer, "keys"), keys);
    graph.output(keptName(layer, "values"), values);
  }
  const parameters = Object.fromEntries(
    specs.map(({ name, shape }): [string, TensorData] => [name, { type: "float32", shape, data: weights[name]! }]),
  );
  return encodeModel(graph, { parameters });
}
