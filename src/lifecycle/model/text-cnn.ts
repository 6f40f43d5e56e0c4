/** @file Convolutions of several sizes, the largest answer over the text, dense (Kim 2014). */
import type { z } from "zod";
import {
  add,
  concat,
  convolve,
  gather,
  greater,
  reduceMax,
  relu,
  type Tensor,
  transpose,
  where,
} from "../../numeric/graph/index.ts";
import { type Architecture, dropOut, outputsFor } from "./architecture.ts";
import { dense, denseWeights, embeddingWeight, glorotLimit } from "./dense.ts";
import { isToken, LOWEST } from "./masks.ts";
import type { textCnnConfig } from "./text-cnn.config.ts";

/**
 * Each window starts at a token; beyond the text's end stand zeros. `convolution-SIZE.weight` is [filters, width, size],
 * `convolution-SIZE.bias` [filters]. A text without tokens gives the dense layer zeros.
 */
export const textCnn: Architecture<z.output<typeof textCnnConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights: ({ width, filterSizes, filters }, size) => [
    embeddingWeight(size, width),
    ...filterSizes.flatMap((tokens) => [
      {
        name: `convolution-${tokens}.weight`,
        shape: [filters, width, tokens],
        limit: glorotLimit(tokens * width, tokens * filters),
      },
      { name: `convolution-${tokens}.bias`, shape: [filters], limit: 0 },
    ]),
    ...denseWeights("dense", filterSizes.length * filters, outputsFor(size)),
  ],
  scores({ input_ids, attention_mask }, weights, { filterSizes, dropout }, purpose) {
    const embedded = gather(weights["embedding.weight"]!, input_ids!); // [batch, tokens, width]
    const x = transpose(where(isToken(attention_mask!), embedded, 0), [0, 2, 1]); // [batch, width, tokens]
    const starts = transpose(isToken(attention_mask!), [0, 2, 1]); // [batch, 1, tokens]
    const largest = (tokens: number): Tensor => {
      const answers = convolve(x, weights[`convolution-${tokens}.weight`]!, { after: tokens - 1 });
      const most = reduceMax(where(starts, answers, LOWEST), 2); // [batch, filters]
      return where(greater(most, LOWEST), relu(add(most, weights[`convolution-${tokens}.bias`]!)), 0);
    };
    return dense(dropOut(concat(filterSizes.map(largest), 1), dropout, purpose), weights, "dense");
  },
  convolution: (config) => config,
};
