/** @file The graph from tokens to a text's embedding. */
import { GraphBuilder, type TensorData } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import {
  atLeastOneToken,
  firstRows,
  meanRows,
  type TransformerConfig,
  transformers,
  unitRows,
} from "../transformer/index.ts";
import type { SentenceSettings } from "./sentence-settings.ts";

/**
 * An ONNX model from `input_ids` and `attention_mask`, int64 [batch, tokens], padded at the end, to `embeddings` float32
 * [batch, width]. `weights` are those of the transformer's body by name.
 */
export function embeddingModel(
  config: TransformerConfig,
  { pooling, normalize }: Pick<SentenceSettings, "pooling" | "normalize">,
  weights: Readonly<Record<string, Float32Array>>,
): Uint8Array {
  const graph = new GraphBuilder();
  const inputIds = graph.input("input_ids", "int64", ["batch", "tokens"]);
  const inputs = atLeastOneToken(inputIds, graph.input("attention_mask", "int64", ["batch", "tokens"]));
  const architecture = transformers.get(config.architecture);
  const specs = architecture.weights(config);
  const tensors = Object.fromEntries(specs.map(({ name, shape }) => [name, graph.parameter(name, shape)]));
  const states = architecture.hiddenStates(inputs, tensors, config, { dropoutMask: () => undefined });
  const last = states.at(-1)!;
  const pooled = pooling === "mean" ? meanRows(last, inputs, config) : firstRows(last, config.width);
  graph.output("embeddings", normalize ? unitRows(pooled) : pooled);
  const parameters = Object.fromEntries(
    specs.map(({ name, shape }): [string, TensorData] => [name, { type: "float32", shape, data: weights[name]! }]),
  );
  return encodeModel(graph, { parameters });
}
