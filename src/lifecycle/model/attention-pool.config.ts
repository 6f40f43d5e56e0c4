/** @file Settings of the network that weighs its tokens. */
import { z } from "zod";

/** Token ids → embedding → mean with weights that the network finds for each token → dense. */
export const attentionPoolConfig = z.strictObject({
  type: z.literal("attention-pool/v1"),
  /** Numbers that stand for one token. */
  width: z.int().min(1).max(4096).default(100),
  /** Numbers from which a token's weight is found. */
  attentionWidth: z.int().min(1).max(4096).default(64),
  /** Share of the text's numbers that training sets to 0 at random; the others are scaled up to make up for it. */
  dropout: z.number().min(0).lt(1).default(0.3),
});
