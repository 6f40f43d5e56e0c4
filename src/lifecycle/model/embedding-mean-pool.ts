/** @file Embedding, global mean pooling, dense. */
import type { z } from "zod";
import { cast, divide, greater, reduceSum, unsqueeze, where } from "../../numeric/graph/index.ts";
import type { Architecture } from "./architecture.ts";
import type { embeddingMeanPoolConfig } from "./embedding-mean-pool.config.ts";
import { pooledScores, pooledWeights } from "./pooled-embedding.ts";

/** A text's mean value in each column; zeros for a text without tokens. */
export const embeddingMeanPool: Architecture<z.output<typeof embeddingMeanPoolConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights: pooledWeights,
  scores: pooledScores((embedded, attentionMask) => {
    const isToken = unsqueeze(cast(attentionMask, "bool"), [2]); // [batch, tokens, 1]
    const sums = reduceSum(where(isToken, embedded, 0), [1]);
    const tokens = reduceSum(cast(attentionMask, "float32"), [1], { keepDimensions: true }); // [batch, 1]
    return divide(sums, where(greater(tokens, 0), tokens, 1));
  }),
  pooled: ({ width, dropout }) => ({ pooling: "mean", width, dropout }),
};
