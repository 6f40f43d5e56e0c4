/** @file The parts that models with a pooled embedding share. */
import { gather, gemm, multiply, type Tensor } from "../../numeric/graph/index.ts";
import { type Architecture, type ModelInputs, type ModelSize, outputsFor, type WeightSpec } from "./architecture.ts";

interface Config {
  readonly width: number;
  readonly dropout: number;
}

/**
 * `embedding.weight` [vocabulary, width], `dense.weight` [width, outputs], `dense.bias` [outputs], starting as in Keras:
 * the embedding uniformly within 0.05, the dense layer as Glorot & Bengio 2010 have it.
 */
export function pooledWeights({ width }: Config, size: ModelSize): readonly WeightSpec[] {
  const outputs = outputsFor(size);
  return [
    { name: "embedding.weight", shape: [size.features, width], limit: 0.05 },
    { name: "dense.weight", shape: [width, outputs], limit: Math.sqrt(6 / (width + outputs)) },
    { name: "dense.bias", shape: [outputs], limit: 0 },
  ];
}

/** Scores from the embeddings of a text's tokens [batch, tokens, width], pooled by `pool` to [batch, width]. */
export function pooledScores(pool: (embedded: Tensor, attentionMask: Tensor) => Tensor): Architecture["scores"] {
  return ({ input_ids, attention_mask }: ModelInputs, weights, _config, { dropoutMask }) => {
    const pooled = pool(gather(weights["embedding.weight"]!, input_ids!), attention_mask!);
    const kept = dropoutMask === undefined ? pooled : multiply(pooled, dropoutMask);
    return gemm(kept, weights["dense.weight"]!, weights["dense.bias"]!);
  };
}
