/** @file What a bundle ships of a trained model: its graph, and the weights that the graph takes. */
import type { GraphBuilder, TensorData } from "../../numeric/graph/index.ts";
import { addParameters, type ModelSize, type WeightSpec } from "./architecture.ts";
import { architectures } from "./catalog.ts";
import type { ModelConfig } from "./model.config.ts";
import { classifierGraph, modelGraph } from "./model-graph.ts";

/** A graph with its weights. */
export interface ShippedModel {
  readonly graph: GraphBuilder;
  readonly parameters: Readonly<Record<string, TensorData>>;
}

/** The forward graph, in its smaller form where the architecture has one. `weights` are those that were trained. */
export function shippedModel(
  config: ModelConfig,
  size: ModelSize,
  weights: Readonly<Record<string, Float32Array>>,
): ShippedModel {
  const architecture = architectures.get(config.type);
  const folded = architecture.folded?.(config, size);
  if (folded === undefined)
    return { graph: modelGraph(config, size), parameters: weightTensors(architecture.weights(config, size), weights) };
  const graph = classifierGraph(architecture, size, (builder, inputs) =>
    folded.scores(inputs, addParameters(builder, folded.weights)),
  );
  return { graph, parameters: weightTensors(folded.weights, folded.fold(weights)) };
}

/** Weights as tensors, by name. */
export function weightTensors(
  specs: readonly WeightSpec[],
  weights: Readonly<Record<string, Float32Array>>,
): Readonly<Record<string, TensorData>> {
  return Object.fromEntries(
    specs.map(({ name, shape }): [string, TensorData] => [name, { type: "float32", shape, data: weights[name]! }]),
  );
}
