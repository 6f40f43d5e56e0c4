/** @file Embedding, global max pooling, dense: the article's network. */
import type { z } from "zod";
import { cast, greater, reduceMax, unsqueeze, where } from "../../numeric/graph/index.ts";
import type { Architecture } from "./architecture.ts";
import type { embeddingMaxPoolConfig } from "./embedding-max-pool.config.ts";
import { pooledScores, pooledWeights } from "./pooled-embedding.ts";

/** Below any weight; not infinite, so that later tools that compute ranges of values cope. */
const LOWEST = -3.4028234663852886e38;

/** A text's largest value in each column; zeros for a text without tokens. */
export const embeddingMaxPool: Architecture<z.output<typeof embeddingMaxPoolConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights: pooledWeights,
  scores: pooledScores((embedded, attentionMask) => {
    const isToken = unsqueeze(cast(attentionMask, "bool"), [2]); // [batch, tokens, 1]
    const largest = reduceMax(where(isToken, embedded, LOWEST), 1);
    return where(greater(largest, LOWEST), largest, 0);
  }),
  pooled: ({ width, dropout }) => ({ pooling: "max", width, dropout }),
};
