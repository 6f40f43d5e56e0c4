/** @file Settings of the network with a mean-pooled embedding. */
import { z } from "zod";
import { pooledEmbeddingFields } from "./pooled-embedding.config.ts";

/** Token ids → embedding → the mean of each column over the text → dense → sigmoid or softmax. */
export const embeddingMeanPoolConfig = z.strictObject({
  type: z.literal("embedding-mean-pool/v1"),
  ...pooledEmbeddingFields,
});
