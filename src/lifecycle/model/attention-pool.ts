/** @file Additive attention over a text's tokens (Bahdanau et al. 2015; Yang et al. 2016), one layer, dense. */
import type { z } from "zod";
import { add, gather, matmul, reshape, softmax, squeeze, tanh, transpose, where } from "../../numeric/graph/index.ts";
import { type Architecture, dropOut, outputsFor } from "./architecture.ts";
import type { attentionPoolConfig } from "./attention-pool.config.ts";
import { dense, denseWeights, embeddingWeight, glorotLimit } from "./dense.ts";
import { isToken, LOWEST } from "./masks.ts";

/**
 * A token h counts softmax(v · tanh(W·h + b)) over its text. W and b are `attention.weight` [width, attentionWidth] and
 * `attention.bias`, v is `attention.query` [attentionWidth, 1]. A text without tokens gives the dense layer zeros.
 */
export const attentionPool: Architecture<z.output<typeof attentionPoolConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights: ({ width, attentionWidth }, size) => [
    embeddingWeight(size, width),
    ...denseWeights("attention", width, attentionWidth),
    { name: "attention.query", shape: [attentionWidth, 1], limit: glorotLimit(attentionWidth, 1) },
    ...denseWeights("dense", width, outputsFor(size)),
  ],
  scores({ input_ids, attention_mask }, weights, { width, dropout }, purpose) {
    const embedded = gather(weights["embedding.weight"]!, input_ids!); // [batch, tokens, width]
    const hidden = tanh(add(matmul(embedded, weights["attention.weight"]!), weights["attention.bias"]!));
    const present = isToken(attention_mask!);
    const scores = where(present, matmul(hidden, weights["attention.query"]!), LOWEST); // [batch, tokens, 1]
    const attention = where(present, softmax(scores, 1), 0);
    purpose.showAttention(squeeze(attention, [2]));
    const pooled = reshape(matmul(transpose(attention, [0, 2, 1]), embedded), ["batch", width]);
    return dense(dropOut(pooled, dropout, purpose), weights, "dense");
  },
};
