/** @file Settings of fastText's classifier. */
import { z } from "zod";

/** Ids of words and n-grams → embedding → mean over the text → dense layer without bias → softmax or sigmoids. */
export const fastTextConfig = z.strictObject({
  type: z.literal("fast-text/v1"),
  /** Numbers of an id's embedding. */
  width: z.int().min(1).max(4096).default(10),
});
