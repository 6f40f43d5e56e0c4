/** @file Settings of fitting logistic regression over log-count ratios. */
import { z } from "zod";
import { classWeightsConfig } from "./class-weights.config.ts";

/**
 * Scales each feature by its log-count ratio, then fits logistic regression with an l2 penalty; more than two labels one
 * against the rest. Wang & Manning 2012 count features as present or absent: `text.binary`.
 */
export const logCountRatioConfig = z.strictObject({
  type: z.literal("log-count-ratio/v1"),
  /** Added to every count that the ratios are made of. */
  alpha: z.number().positive().default(1),
  /** Inverse of the l2 penalty's strength: smaller keeps the weights smaller. */
  c: z.number().positive().default(0.1),
  maxIterations: z.int().min(1).default(200),
  /** Stops when no component of the gradient is larger. */
  tolerance: z.number().positive().default(1e-4),
  classWeights: classWeightsConfig.default(null),
});

export type LogCountRatioConfig = z.output<typeof logCountRatioConfig>;
