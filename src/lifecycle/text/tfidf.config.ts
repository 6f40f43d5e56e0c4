/** @file Settings of TF-IDF: scikit-learn's `TfidfVectorizer`, option for option. */
import { z } from "zod";
import { textAnalysisFields } from "./text-analysis.config.ts";

/**
 * A number of documents or a share of them. YAML and JSON cannot tell 1 from 1.0, so: below 1 is a share; whole numbers
 * from 2 up are counts; 1 is one document as `minDf` and all documents as `maxDf`, which are the two useful readings.
 */
const documentFrequency = z
  .number()
  .min(0)
  .refine((value) => value < 1 || Number.isInteger(value), "must be a share from 0 to 1, or a whole number");

/** TF-IDF over words or characters. */
export const tfidfConfig = z.strictObject({
  type: z.literal("tfidf/v1"),
  ...textAnalysisFields,
  /** Leaves out terms that occur in fewer documents: a share below 1, otherwise a count. */
  minDf: documentFrequency.default(1),
  /** Leaves out terms that occur in more documents: a share up to 1, otherwise a count from 2. */
  maxDf: documentFrequency.default(1),
  /** Keeps only the terms with the highest total count; ties go to the first by code point. */
  maxFeatures: z.int().min(1).nullable().default(null),
  /** Counts a term once per document. */
  binary: z.boolean().default(false),
  /** Replaces a count `tf` by `1 + ln(tf)`. */
  sublinearTf: z.boolean().default(false),
  norm: z.enum(["l1", "l2"]).nullable().default("l2"),
  /** Multiplies by `ln(n / df) + 1`. */
  useIdf: z.boolean().default(true),
  /** Adds one to `n` and `df`, as if one more document held every term. */
  smoothIdf: z.boolean().default(true),
});

/** Settings of TF-IDF with every default written out. */
export type TfidfConfig = z.output<typeof tfidfConfig>;
