/** @file The graphs that language models are trained and measured by. */
import { GraphBuilder, gather, reduceMean, type Tensor } from "../../numeric/graph/index.ts";
import { atLeastOneToken, type TransformerConfig, type TransformerWeight, transformers } from "../transformer/index.ts";
import { addParameters, type WeightSpec } from "./architecture.ts";
import { dropoutInputs } from "./dropout-inputs.ts";
import { NoLanguageModelError } from "./errors.ts";
import { labelLosses } from "./loss-graph.ts";
import type { TrainingGraph } from "./model-graph.ts";
import { weightSpecOf } from "./transformer.ts";

/** A graph of the loss, and each place's own. */
export interface LanguageModelGraph extends TrainingGraph {
  /** float32 [targets] */
  readonly losses: Tensor;
}

/** The weights of a transformer with the head that scores tokens, in the order of the graph's. @throws NoLanguageModelError */
export function languageModelWeights(config: TransformerConfig): readonly WeightSpec[] {
  const { weights, languageModel } = transformers.get(config.architecture);
  if (languageModel === undefined) throw new NoLanguageModelError(config.architecture);
  const all: readonly TransformerWeight[] = [...weights(config), ...languageModel.weights(config)];
  return all.map((weight) => weightSpecOf(weight, config));
}

/**
 * Besides `input_ids` and `attention_mask`, int64 [batch, tokens], it takes `places` and `label_ids`, int64 [targets]: which
 * of the batch's places (text · tokens + token) are scored, and which token is right there. `trains` brings dropout.
 */
export function languageModelGraph(
  config: TransformerConfig,
  { trains }: { readonly trains: boolean },
): LanguageModelGraph {
  const architecture = transformers.get(config.architecture);
  const graph = new GraphBuilder();
  const inputIds = graph.input("input_ids", "int64", ["batch", "tokens"]);
  const inputs = atLeastOneToken(inputIds, graph.input("attention_mask", "int64", ["batch", "tokens"]));
  const places = graph.input("places", "int64", ["targets"]);
  const labelIds = graph.input("label_ids", "int64", ["targets"]);
  const weights = addParameters(graph, languageModelWeights(config));
  const { dropouts, dropoutMask } = dropoutInputs(graph);
  const states = architecture.hiddenStates(inputs, weights, config, {
    dropoutMask: trains ? dropoutMask : () => undefined,
  });
  const scores = architecture.languageModel!.scores(gather(states.at(-1)!, places), weights, config);
  const losses = labelLosses(scores, labelIds, { type: "cross-entropy/v1", labelSmoothing: 0 });
  return { graph, losses, loss: reduceMean(losses), weights, dropouts };
}
