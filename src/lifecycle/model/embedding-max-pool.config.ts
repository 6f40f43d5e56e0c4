/** @file Settings of the network with a max-pooled embedding. */
import { z } from "zod";
import { pooledEmbeddingFields } from "./pooled-embedding.config.ts";

/** Token ids → embedding → the largest value of each column over the text → dense → sigmoid or softmax. */
export const embeddingMaxPoolConfig = z.strictObject({
  type: z.literal("embedding-max-pool/v1"),
  ...pooledEmbeddingFields,
});
