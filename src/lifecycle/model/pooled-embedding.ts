/** @file The parts that models with a pooled embedding share. */
import { gather, type Tensor } from "../../numeric/graph/index.ts";
import {
  dropOut,
  type GraphPurpose,
  type ModelInputs,
  type ModelSize,
  outputsFor,
  type WeightSpec,
} from "./architecture.ts";
import { dense, denseWeights, embeddingWeight } from "./dense.ts";

interface Config {
  readonly width: number;
  readonly dropout: number;
}

/** `embedding.weight` [vocabulary, width], `dense.weight` [width, outputs], `dense.bias` [outputs]. */
export function pooledWeights({ width }: Config, size: ModelSize): readonly WeightSpec[] {
  return [embeddingWeight(size, width), ...denseWeights("dense", width, outputsFor(size))];
}

/** Scores from the embeddings of a text's tokens [batch, tokens, width], pooled by `pool` to [batch, width]. */
export function pooledScores(pool: (embedded: Tensor, attentionMask: Tensor) => Tensor) {
  return (
    { input_ids, attention_mask }: ModelInputs,
    weights: Readonly<Record<string, Tensor>>,
    { dropout }: Config,
    purpose: GraphPurpose,
  ): Tensor => {
    const pooled = pool(gather(weights["embedding.weight"]!, input_ids!), attention_mask!);
    return dense(dropOut(pooled, dropout, purpose), weights, "dense");
  };
}
