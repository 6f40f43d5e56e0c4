/** @file Settings of fitting a linear model example by example. */
import { z } from "zod";
import { classWeightsConfig } from "./class-weights.config.ts";

/**
 * FTRL-Proximal (McMahan et al. 2013): a learning rate for each weight, memory for the weights alone; for logistic
 * regression on hashed features, and on more texts than memory holds.
 */
export const ftrlProximalConfig = z.strictObject({
  type: z.literal("ftrl-proximal/v1"),
  epochs: z.int().min(1).max(100_000).default(5),
  /** The paper's α. */
  learningRate: z.number().positive().default(0.5),
  /** The paper's β: the larger, the slower a weight's first steps. */
  beta: z.number().min(0).default(0.1),
  /** Inverse of the l2 penalty's strength, as in `convex/v1`: smaller keeps the weights smaller. */
  c: z.number().positive().default(1),
  classWeights: classWeightsConfig.default(null),
});

export type FtrlProximalConfig = z.output<typeof ftrlProximalConfig>;
