/** @file The mean of a text's embeddings through hidden layers (Iyyer et al. 2015), dense. */
import type { z } from "zod";
import { and, cast, gather, greater, relu, type Tensor } from "../../numeric/graph/index.ts";
import { type Architecture, dropOut, outputsFor } from "./architecture.ts";
import type { deepAveragingConfig } from "./deep-averaging.config.ts";
import { dense, denseWeights, embeddingWeight } from "./dense.ts";
import { meanOfTokens } from "./embedding-mean-pool.ts";

/** Training leaves whole tokens out, and takes the mean of the others. A text without tokens starts from zeros. */
export const deepAveraging: Architecture<z.output<typeof deepAveragingConfig>> = {
  encoding: "tokens",
  trainings: ["minibatch/v1"],
  weights({ width, hidden }, size) {
    const widths = [width, ...hidden];
    return [
      embeddingWeight(size, width),
      ...hidden.flatMap((outputs, layer) => denseWeights(`hidden-${layer + 1}`, widths[layer]!, outputs)),
      ...denseWeights("dense", widths.at(-1)!, outputsFor(size)),
    ];
  },
  scores({ input_ids, attention_mask }, weights, { hidden, wordDropout, dropout }, purpose) {
    const kept = purpose.dropoutMask(attention_mask!.shape, wordDropout);
    const present = cast(attention_mask!, "bool");
    const counted = kept === undefined ? present : and(present, greater(kept, 0));
    let x: Tensor = meanOfTokens(gather(weights["embedding.weight"]!, input_ids!), counted); // [batch, width]
    for (const layer of hidden.keys()) x = relu(dense(x, weights, `hidden-${layer + 1}`));
    return dense(dropOut(x, dropout, purpose), weights, "dense");
  },
};
