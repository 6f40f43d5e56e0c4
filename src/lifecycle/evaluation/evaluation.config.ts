/** @file Settings of an evaluation. */
import { z } from "zod";

/** What is computed beside the point figures. */
export const evaluationConfig = z.strictObject({
  /** Level of the bootstrap intervals. */
  confidence: z.number().gt(0).lt(1).default(0.95),
  /** Bootstrap resamples; 0 gives no intervals. */
  resamples: z.int().min(0).max(100_000).default(1000),
  /** The class that counts as positive where there are two; the last by name when null. */
  positiveLabel: z.string().nullable().default(null),
  /** Columns of the file whose values become slices. */
  sliceColumns: z.array(z.string().min(1)).default([]),
  /** Worst mistakes listed in the report. */
  worstMistakes: z.int().min(0).max(1000).default(20),
  /** Smallest part of the examples in which weakness is looked for. */
  minimumSupport: z.int().min(2).default(30),
});

export type EvaluationConfig = z.output<typeof evaluationConfig>;
