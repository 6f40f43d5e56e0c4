/** @file Settings of any text pipeline. */
import { z } from "zod";
import { hashingConfig } from "./hashing.config.ts";
import { ngramIdsConfig } from "./ngram-ids.config.ts";
import { subwordIdsConfig } from "./subword-ids.config.ts";
import { tfidfConfig } from "./tfidf.config.ts";
import { tokenizerIdsConfig } from "./tokenizer-ids.config.ts";
import { wordIdsConfig } from "./word-ids.config.ts";

/** No features at all, for models that look at labels only. */
export const noneConfig = z.strictObject({ type: z.literal("none/v1") });

/** One text pipeline, chosen by `type`. */
export const textPipelineConfig = z.discriminatedUnion("type", [
  tfidfConfig,
  hashingConfig,
  wordIdsConfig,
  ngramIdsConfig,
  subwordIdsConfig,
  tokenizerIdsConfig,
  noneConfig,
]);

/** Settings of a text pipeline with every default written out. */
export type TextPipelineConfig = z.output<typeof textPipelineConfig>;
