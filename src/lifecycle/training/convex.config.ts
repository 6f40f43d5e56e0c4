/** @file Settings of fitting a convex model on all examples at once. */
import { z } from "zod";
import { classWeightsConfig } from "./class-weights.config.ts";

/** L-BFGS to the one best solution, with scikit-learn's meaning of each setting: for logistic regression. */
export const convexConfig = z.strictObject({
  type: z.literal("convex/v1"),
  /** Inverse of the l2 penalty's strength: smaller keeps the weights smaller. */
  c: z.number().positive().default(1),
  maxIterations: z.int().min(1).default(200),
  /** Stops when no component of the gradient is larger. */
  tolerance: z.number().positive().default(1e-4),
  classWeights: classWeightsConfig.default(null),
});

export type ConvexConfig = z.output<typeof convexConfig>;
