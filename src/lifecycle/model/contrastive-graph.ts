/**
 * @file The graphs of contrastive training: texts that belong together get embeddings of the same direction, others are
 * turned away from each other (Reimers & Gurevych 2019, their regression objective; what SetFit trains with).
 */
import {
  GraphBuilder,
  gather,
  multiply,
  reduceMean,
  reduceSum,
  subtract,
  type Tensor,
} from "../../numeric/graph/index.ts";
import { unitRows } from "../transformer/index.ts";
import {
  addParameters,
  type GraphPurpose,
  type ModelSize,
  type TextEmbedding,
  type WeightSpec,
} from "./architecture.ts";
import { architectures } from "./catalog.ts";
import { dropoutInputs } from "./dropout-inputs.ts";
import { NoEmbeddingError } from "./errors.ts";
import type { ModelConfig } from "./model.config.ts";
import { modelInputs, type TrainingGraph } from "./model-graph.ts";

/** What a model makes of a text before one dense layer scores it. @throws NoEmbeddingError */
export function textEmbedding(config: ModelConfig): TextEmbedding {
  const embedding = architectures.get(config.type).embedding?.(config);
  if (embedding === undefined) throw new NoEmbeddingError(config.type);
  return embedding;
}

/** The weights that embeddings come from: all but those of the dense layer that scores them. @throws NoEmbeddingError */
export function embeddingWeights(config: ModelConfig, size: ModelSize): readonly WeightSpec[] {
  const { head } = textEmbedding(config);
  return architectures
    .get(config.type)
    .weights(config, size)
    .filter(({ name }) => name !== head.weight && name !== head.bias);
}

/**
 * The graph of a batch of pairs. Besides the encoding's inputs, each text once, it takes `lefts` and `rights` int64 [pairs],
 * places of texts in the batch, and `targets` float32 [pairs]: the cosine that the two embeddings should have. The loss is
 * the mean of the squared differences. `recomputes` is that of `trainingGraph`.
 */
export function contrastiveGraph(
  config: ModelConfig,
  size: ModelSize,
  { recomputes = false }: { readonly recomputes?: boolean } = {},
): TrainingGraph {
  const graph = new GraphBuilder();
  const { dropouts, dropoutMask } = dropoutInputs(graph);
  const { rows, weights } = embeddedTexts(graph, config, size, { dropoutMask, recomputes, showAttention() {} });
  const units = unitRows(rows);
  const ends = ["lefts", "rights"].map((name) => gather(units, graph.input(name, "int64", ["pairs"])));
  const cosines = reduceSum(multiply(ends[0]!, ends[1]!), [1]); // [pairs]
  const differences = subtract(cosines, graph.input("targets", "float32", ["pairs"]));
  return { graph, loss: reduceMean(multiply(differences, differences)), weights, dropouts };
}

/** The graph from the encoding's inputs to `embeddings`, float32 [batch, width]. */
export function textEmbeddingGraph(config: ModelConfig, size: ModelSize): GraphBuilder {
  const graph = new GraphBuilder();
  const { rows } = embeddedTexts(graph, config, size, { dropoutMask: () => undefined, showAttention() {} });
  graph.output("embeddings", rows);
  return graph;
}

function embeddedTexts(
  graph: GraphBuilder,
  config: ModelConfig,
  size: ModelSize,
  purpose: GraphPurpose,
): { readonly rows: Tensor; readonly weights: Readonly<Record<string, Tensor>> } {
  const inputs = modelInputs(graph, architectures.get(config.type).encoding);
  const weights = addParameters(graph, embeddingWeights(config, size));
  return { rows: textEmbedding(config).rows(inputs, weights, purpose), weights };
}
