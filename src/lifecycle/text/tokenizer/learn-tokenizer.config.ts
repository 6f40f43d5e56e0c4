/** @file Settings of learning a tokenizer. */
import { z } from "zod";

/** What is learnt, and how large it may get. */
export const learnTokenizerConfig = z.strictObject({
  /** `wordpiece` as BERT's, `byte-level-bpe` as RoBERTa's and GPT-2's, `unigram` as XLM-RoBERTa's and ALBERT's. */
  kind: z.enum(["wordpiece", "byte-level-bpe", "unigram"]).default("wordpiece"),
  /** Tokens at most, special ones and single characters included; these alone may be more. */
  vocabularySize: z.int().min(300).max(1_000_000).default(8000),
  /** Pairs that occur less often are not joined; `unigram` joins none. */
  minFrequency: z.int().min(1).default(2),
  /** Makes everything lower-case first; with WordPiece it takes accents off as well. */
  lowercase: z.boolean().default(true),
});

/** Settings of learning a tokenizer with every default written out. */
export type LearnTokenizerConfig = z.output<typeof learnTokenizerConfig>;
