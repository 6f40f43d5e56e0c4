/** @file Embedding, global max pooling, dense: the article's network. */
import type { z } from "zod";
import { greater, reduceMax, where } from "../../numeric/graph/index.ts";
import type { Architecture } from "./architecture.ts";
import type { embeddingMaxPoolConfig } from "./embedding-max-pool.config.ts";
import { isToken, LOWEST } from "./masks.ts";
import { pooledScores, pooledWeights } from "./pooled-embedding.ts";

/** A text's largest value in each column; zeros for a text without tokens. */
export const embeddingMaxPool: Architecture<z.output<typeof embeddingMaxPoolConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights: pooledWeights,
  scores: pooledScores((embedded, attentionMask) => {
    const largest = reduceMax(where(isToken(attentionMask), embedded, LOWEST), 1);
    return where(greater(largest, LOWEST), largest, 0);
  }),
  pooled: ({ width, dropout }) => ({ pooling: "max", width, dropout }),
};
