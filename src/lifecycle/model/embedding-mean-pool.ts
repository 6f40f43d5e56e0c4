/** @file Embedding, global mean pooling, dense. */
import type { z } from "zod";
import { cast, divide, greater, reduceSum, type Tensor, unsqueeze, where } from "../../numeric/graph/index.ts";
import type { Architecture } from "./architecture.ts";
import type { embeddingMeanPoolConfig } from "./embedding-mean-pool.config.ts";
import { pooledScores, pooledWeights } from "./pooled-embedding.ts";

/** A text's mean value in each column; zeros for a text without tokens. */
export const embeddingMeanPool: Architecture<z.output<typeof embeddingMeanPoolConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights: pooledWeights,
  scores: pooledScores((embedded, attentionMask) => meanOfTokens(embedded, cast(attentionMask, "bool"))),
  pooled: ({ width, dropout }) => ({ pooling: "mean", width, dropout }),
};

/**
 * The mean of the embeddings [batch, tokens, width] of the tokens that count, bool [batch, tokens]; zeros where none
 * does. [batch, width]
 */
export function meanOfTokens(embedded: Tensor, counted: Tensor): Tensor {
  const sums = reduceSum(where(unsqueeze(counted, [2]), embedded, 0), [1]);
  const tokens = reduceSum(cast(counted, "float32"), [1], { keepDimensions: true }); // [batch, 1]
  return divide(sums, where(greater(tokens, 0), tokens, 1));
}
