/** @file Settings of n-gram ids: each text as a bag of ids for its words, hashed word n-grams and character n-grams. */
import { z } from "zod";
import { normaliseField } from "./normalise/normaliser.config.ts";

/** fastText's features (Joulin et al. 2016): words have ids of their own, n-grams share hash buckets. */
export const ngramIdsConfig = z.strictObject({
  type: z.literal("ngram-ids/v1"),
  /** What happens to a text first. */
  normalise: normaliseField,
  lowercase: z.boolean().default(true),
  /**
   * `words`: runs of letters, digits and underscores; `words-and-punctuation`: each other visible character is a token
   * too; `whitespace`: whatever lies between white space, which is all that fastText knows.
   */
  tokens: z.enum(["words", "words-and-punctuation", "whitespace"]).default("words"),
  /** Rarer words have no id of their own; their n-grams count all the same. */
  minCount: z.int().min(1).default(1),
  /** Longest word n-gram; 1 leaves them out. */
  wordNgrams: z.int().min(1).max(20).default(2),
  /** Shortest and longest n-gram within `<word>`, in characters; `null` leaves them out. */
  characterNgrams: z
    .tuple([z.int().min(1).max(20), z.int().min(1).max(20)])
    .refine(([least, most]) => least <= most, "the first length must not exceed the second, for example [3, 6]")
    .nullable()
    .default(null),
  /** Hash buckets that n-grams share. Those that the training texts never fill cost nothing. */
  buckets: z
    .int()
    .min(1)
    .max(2 ** 24)
    .default(2_000_000),
});

/** Settings of n-gram ids with every default written out. */
export type NgramIdsConfig = z.output<typeof ngramIdsConfig>;
