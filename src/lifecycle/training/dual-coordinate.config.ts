/** @file Settings of dual coordinate descent. */
import { z } from "zod";
import { classWeightsConfig } from "./class-weights.config.ts";

/** Dual coordinate descent with LIBLINEAR's meaning of each setting: for linear support vector machines. */
export const dualCoordinateConfig = z.strictObject({
  type: z.literal("dual-coordinate/v1"),
  /** Weight of the losses against the l2 penalty: smaller keeps the weights smaller. */
  c: z.number().positive().default(1),
  /** Passes over the examples at most. */
  maxIterations: z.int().min(1).default(1000),
  tolerance: z.number().positive().default(1e-4),
  classWeights: classWeightsConfig.default(null),
});

export type DualCoordinateConfig = z.output<typeof dualCoordinateConfig>;
