/** @file Settings of subword ids: the input of models with an embedding for each piece of a word. */
import { z } from "zod";
import { normaliseField } from "./normalise/normaliser.config.ts";

/**
 * Byte-pair encoding (Sennrich et al. 2016) over UTF-8, learnt from the training texts: no word is unknown, in any script.
 * Id 0 is padding; pieces follow, first the single bytes.
 */
export const subwordIdsConfig = z.strictObject({
  type: z.literal("subword-ids/v1"),
  /** What happens to a text first. */
  normalise: normaliseField.default([{ type: "lower-case/v1" }]),
  /** Size of the vocabulary: padding, 512 bytes (within and at the start of a word), and a piece for each merge. */
  maxTokens: z.int().min(513).max(1_000_000).default(8192),
  /** Words that are rarer teach no merges. */
  minFrequency: z.int().min(1).default(2),
  /** Pieces kept of each text. */
  maxLength: z.int().min(1).default(512),
  /** Which end of a long text is kept. */
  truncation: z.enum(["head", "tail"]).default("head"),
});

/** Settings of subword ids with every default written out. */
export type SubwordIdsConfig = z.output<typeof subwordIdsConfig>;
