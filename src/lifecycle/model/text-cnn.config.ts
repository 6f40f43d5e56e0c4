/** @file Settings of the convolutional network for texts. */
import { z } from "zod";

/** Token ids → embedding → filters over neighbouring tokens → the largest answer of each → ReLU → dense. */
export const textCnnConfig = z.strictObject({
  type: z.literal("text-cnn/v1"),
  /** Numbers that stand for one token. */
  width: z.int().min(1).max(4096).default(100),
  /** Tokens that a filter sees at once, one group of filters for each. */
  filterSizes: z
    .array(z.int().min(1).max(16))
    .min(1)
    .max(8)
    .refine((sizes) => new Set(sizes).size === sizes.length, "a size is named twice")
    .default([3, 4, 5]),
  /** Filters of each size. */
  filters: z.int().min(1).max(4096).default(100),
  /** Share of the filters' answers that training sets to 0 at random; the others are scaled up to make up for it. */
  dropout: z.number().min(0).lt(1).default(0.5),
});
