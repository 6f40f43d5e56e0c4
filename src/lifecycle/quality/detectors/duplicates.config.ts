/** @file Settings of the search for duplicates. */
import { z } from "zod";

/** When two texts count as nearly the same. */
export const duplicatesConfig = z.strictObject({
  /** Least Jaccard similarity of two texts' sets of shingles. */
  jaccard: z.number().min(0.3).max(1).default(0.8),
  /** Runs of words, or of characters. */
  shingle: z.enum(["word", "character"]).default("word"),
  /** Words or characters in a shingle. */
  shingleSize: z.int().min(1).max(32).default(3),
  /** MinHash permutations: more find more of the pairs that are just similar enough, and take longer. */
  permutations: z.int().min(16).max(1024).default(128),
});

export type DuplicatesConfig = z.output<typeof duplicatesConfig>;
