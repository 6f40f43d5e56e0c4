/** @file Settings of counting features by label. */
import { z } from "zod";
import { classWeightsConfig } from "./class-weights.config.ts";

/** Counts features by label, with scikit-learn's meaning of each setting: for naive Bayes. */
export const countingConfig = z.strictObject({
  type: z.literal("counting/v1"),
  /** `multinomial`: a feature's share in a label; `complement`: in all other labels, which suits uneven labels better. */
  variant: z.enum(["multinomial", "complement"]).default("multinomial"),
  /** Added to every count, so that nothing is impossible. */
  alpha: z.number().positive().default(1),
  /** Only for `complement`: divides a label's weights by their sum. */
  norm: z.boolean().default(false),
  /** Only for `multinomial`: whether common labels start ahead. */
  fitPrior: z.boolean().default(true),
  classWeights: classWeightsConfig.default(null),
});

export type CountingConfig = z.output<typeof countingConfig>;
