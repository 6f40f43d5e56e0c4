/** @file Settings of a checkpoint's tokenizer as a text pipeline. */
import { z } from "zod";

/**
 * Ids as the tokenizer of a pretrained model gives them, with its special tokens around each text. The tokenizer is the
 * checkpoint's, and part of the bundle.
 */
export const tokenizerIdsConfig = z.strictObject({
  type: z.literal("tokenizer/v1"),
  /** Tokens kept of each text, special ones included; at most as many as the model has positions. */
  maxLength: z.int().min(3).max(1_000_000).default(128),
  /** What of a long text is kept: its beginning, its end, or half of each. */
  truncation: z.enum(["head", "tail", "both"]).default("head"),
});

/** Settings of a tokenizer's ids with every default written out. */
export type TokenizerIdsConfig = z.output<typeof tokenizerIdsConfig>;
