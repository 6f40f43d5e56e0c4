/** @file Settings of word ids: the input of models with an embedding per word. */
import { z } from "zod";
import { normaliseField } from "./normalise/normaliser.config.ts";
import { wordsField } from "./words.config.ts";

/** Words by descending frequency; id 0 is padding, 1 any unknown word, 2 the most frequent word. */
export const wordIdsConfig = z.strictObject({
  type: z.literal("word-ids/v1"),
  /** What happens to a text first. */
  normalise: normaliseField,
  lowercase: z.boolean().default(true),
  words: wordsField,
  /** Python's regular-expression syntax; only for `words: pattern`. */
  tokenPattern: z.string().min(1).max(10_000).default("(?u)\\b\\w+\\b"),
  /** Size of the vocabulary, the two special ids included. */
  maxTokens: z.int().min(3).default(20_000),
  /** Tokens kept of each text. */
  maxLength: z.int().min(1).default(400),
  /** Which end of a long text is kept. */
  truncation: z.enum(["head", "tail"]).default("head"),
});

/** Settings of word ids with every default written out. */
export type WordIdsConfig = z.output<typeof wordIdsConfig>;
