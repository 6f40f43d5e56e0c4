/** @file From an architecture to whole graphs: the one that a bundle ships, and the one that training runs. */
import {
  add,
  concat,
  filledLike,
  GraphBuilder,
  multiply,
  negate,
  reduceMean,
  sigmoid,
  softmax,
  softplus,
  type Tensor,
} from "../../numeric/graph/index.ts";
import { hasLabelSets } from "../labels/index.ts";
import { type Architecture, addParameters, type Encoding, type ModelInputs, type ModelSize } from "./architecture.ts";
import { architectures } from "./catalog.ts";
import { type DropoutInputs, dropoutInputs } from "./dropout-inputs.ts";
import type { LossConfig } from "./loss.config.ts";
import { labelLosses, targetLosses } from "./loss-graph.ts";
import type { ModelConfig } from "./model.config.ts";

/** Adds the inputs that every model of an encoding takes. */
export function modelInputs(graph: GraphBuilder, encoding: Encoding): ModelInputs {
  switch (encoding) {
    case "rows":
      return {
        indices: graph.input("indices", "int64", ["entries"]),
        values: graph.input("values", "float32", ["entries"]),
        offsets: graph.input("offsets", "int64", ["batch+1"]),
      };
    case "tokens":
      return {
        input_ids: graph.input("input_ids", "int64", ["batch", "tokens"]),
        attention_mask: graph.input("attention_mask", "int64", ["batch", "tokens"]),
      };
    case "none":
      return { batch: graph.input("batch", "int64", ["batch"]) };
  }
}

/**
 * The forward graph: the encoding's inputs to `logits` and `probabilities`, float32 [batch, labels], and, where the model
 * has it, `attention` [batch, tokens]. Where one score decides between two labels, the logits are [0, score]. Labels that
 * exclude each other share a softmax, others have a sigmoid each.
 */
export function modelGraph(config: ModelConfig, size: ModelSize): GraphBuilder {
  const architecture = architectures.get(config.type);
  return classifierGraph(architecture, size, (graph, inputs) =>
    architecture.scores(inputs, addParameters(graph, architecture.weights(config, size)), config, {
      dropoutMask: () => undefined,
      showAttention: (attention) => graph.output("attention", attention),
    }),
  );
}

/** The same around any scores: what `score` adds to the graph gives float32 [batch, outputs]. */
export function classifierGraph(
  { encoding, link = "softmax" }: Pick<Architecture, "encoding" | "link">,
  size: ModelSize,
  score: (graph: GraphBuilder, inputs: ModelInputs) => Tensor,
): GraphBuilder {
  const graph = new GraphBuilder();
  const scores = score(graph, modelInputs(graph, encoding));
  if (scores.shape[1] === 1 && !hasLabelSets(size.task)) {
    graph.output("logits", concat([filledLike(scores, 0), scores], 1));
    graph.output("probabilities", concat([sigmoid(negate(scores)), sigmoid(scores)], 1));
  } else {
    graph.output("logits", add(scores, 0));
    graph.output("probabilities", probabilitiesOf(scores, size, link));
  }
  return graph;
}

function probabilitiesOf(scores: Tensor, { task }: ModelSize, link: "softmax" | "one-vs-rest"): Tensor {
  if (hasLabelSets(task)) return sigmoid(scores);
  return link === "softmax" ? softmax(scores) : sigmoidShares(scores);
}

/** Each score's sigmoid divided by the sum of the row's, as a softmax of their logarithms: no sum underflows. */
function sigmoidShares(scores: Tensor): Tensor {
  return softmax(negate(softplus(negate(scores))));
}

/** A graph to train by. */
export interface TrainingGraph {
  readonly graph: GraphBuilder;
  /**
   * The mean over the batch of each example's loss times its weight; where texts have several labels, the mean
   * over the labels too. A scalar.
   */
  readonly loss: Tensor;
  readonly weights: Readonly<Record<string, Tensor>>;
  readonly dropouts: DropoutInputs;
}

/**
 * The graph of a batch's loss. Besides the encoding's inputs it takes the masks of `dropouts`; and `label_ids` int64
 * [batch] with `example_weights` float32 [batch], or where texts have several labels `label_targets` and
 * `target_weights`, both float32 [batch, labels].
 */
export function trainingGraph(
  config: ModelConfig,
  size: ModelSize,
  lossSettings: LossConfig,
  { recomputes = false }: { readonly recomputes?: boolean } = {},
): TrainingGraph {
  const architecture = architectures.get(config.type);
  const graph = new GraphBuilder();
  const inputs = modelInputs(graph, architecture.encoding);
  const weights = addParameters(graph, architecture.weights(config, size));
  const { dropouts, dropoutMask } = dropoutInputs(graph);
  const scores = architecture.scores(inputs, weights, config, { dropoutMask, recomputes, showAttention() {} });
  const loss = hasLabelSets(size.task)
    ? labelSetLoss(graph, scores, size.labels, lossSettings)
    : labelLoss(graph, scores, lossSettings);
  return { graph, loss, weights, dropouts };
}

function labelLoss(graph: GraphBuilder, scores: Tensor, loss: LossConfig): Tensor {
  const labelIds = graph.input("label_ids", "int64", ["batch"]);
  const exampleWeights = graph.input("example_weights", "float32", ["batch"]);
  return reduceMean(multiply(labelLosses(scores, labelIds, loss), exampleWeights));
}

/** The loss of each label for itself, as Keras and PyTorch average it. */
function labelSetLoss(graph: GraphBuilder, scores: Tensor, labels: number, loss: LossConfig): Tensor {
  const targets = graph.input("label_targets", "float32", ["batch", labels]);
  const targetWeights = graph.input("target_weights", "float32", ["batch", labels]);
  return reduceMean(multiply(targetLosses(scores, targets, loss), targetWeights));
}
