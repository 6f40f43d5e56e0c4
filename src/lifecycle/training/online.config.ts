/** @file Settings of training text by text, without batches. */
import { z } from "zod";
import { classWeightsConfig } from "./class-weights.config.ts";

/** Stochastic gradient descent, one text a step, in threads without locks: for fast-text. The defaults are fastText's. */
export const onlineConfig = z.strictObject({
  type: z.literal("online/v1"),
  epochs: z.int().min(1).max(100_000).default(5),
  /** At the start; falls to 0 in a straight line. */
  learningRate: z.number().positive().default(0.1),
  /**
   * `softmax`: one label a text; `one-vs-all`: a sigmoid for each label, learnt for itself, as it always is where texts may
   * have several labels.
   */
  loss: z.enum(["softmax", "one-vs-all"]).default("softmax"),
  /**
   * Trains in one thread, so that the same seed gives the same bits. Without it (and with more threads than one) threads
   * overwrite each other's updates now and then (Niu et al. 2011): quicker, as good, but no two runs are the same.
   */
  deterministic: z.boolean().default(false),
  /** A `.vec` file of word vectors, as wide as the embedding, with which words start; others, and n-grams, start at random. */
  vectors: z
    .strictObject({ file: z.string().min(1) })
    .nullable()
    .default(null),
  classWeights: classWeightsConfig.default(null),
});

export type OnlineConfig = z.output<typeof onlineConfig>;
