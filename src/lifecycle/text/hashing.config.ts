/** @file Settings of feature hashing: scikit-learn's `HashingVectorizer`, option for option. */
import { z } from "zod";
import { textAnalysisFields } from "./text-analysis.config.ts";

/** Terms hashed into a fixed number of columns; nothing is learnt, so nothing but these settings is stored. */
export const hashingConfig = z.strictObject({
  type: z.literal("hashing/v1"),
  ...textAnalysisFields,
  /** Columns of the matrix. */
  features: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(2 ** 20),
  /** Lets a bit of the hash choose the sign, so that collisions cancel out on average. */
  alternateSign: z.boolean().default(true),
  binary: z.boolean().default(false),
  norm: z.enum(["l1", "l2"]).nullable().default("l2"),
});

/** Settings of hashing with every default written out. */
export type HashingConfig = z.output<typeof hashingConfig>;
