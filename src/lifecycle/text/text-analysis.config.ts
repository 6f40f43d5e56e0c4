/** @file Settings of how a text is cut into terms, shared by TF-IDF and hashing: scikit-learn's names and meanings. */
import { z } from "zod";
import { normaliseField } from "./normalise/normaliser.config.ts";
import { wordsField } from "./words.config.ts";

/** A `[least, most]` pair of n-gram lengths. */
const ngramRange = z
  .tuple([z.int().min(1).max(100), z.int().min(1).max(100)])
  .refine(([least, most]) => least <= most, "the first length must not exceed the second, for example [1, 2]");

/** The fields that say how terms are made. */
export const textAnalysisFields = {
  /** What happens to a text first; scikit-learn has nothing like it, so its results hold for the empty list. */
  normalise: normaliseField,
  /** `word`: tokens; `char`: character n-grams of the text; `char_wb`: of each word, padded with a space on both sides. */
  analyzer: z.enum(["word", "char", "char_wb"]).default("word"),
  ngramRange: ngramRange.default([1, 1]),
  /** Lower-cases as Python's `str.lower()` does. */
  lowercase: z.boolean().default(true),
  /** `ascii` drops what has no ASCII form after NFKD; `unicode` drops combining marks after NFKD. */
  stripAccents: z.enum(["ascii", "unicode"]).nullable().default(null),
  words: wordsField,
  /** Python's regular-expression syntax; only for `analyzer: word` and `words: pattern`. With one group, the group is the token. */
  tokenPattern: z.string().min(1).max(10_000).default("(?u)\\b\\w\\w+\\b"),
  /** Tokens to leave out: scikit-learn's English list, or one of your own; only for `analyzer: word`. */
  stopWords: z
    .union([z.literal("english"), z.array(z.string().min(1))])
    .nullable()
    .default(null),
} as const;

/** How terms are made, with every default written out. */
export type TextAnalysis = z.output<z.ZodObject<typeof textAnalysisFields>>;
