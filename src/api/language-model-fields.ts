/** @file Fields of actions that train a transformer to predict tokens. */
import { z } from "zod";
import { columnFields, fileField, seedField, threadsField } from "./data-fields.ts";

/** The texts and how they are trained on. */
export const languageModelFields = {
  file: fileField,
  text: columnFields.text,
  epochs: z.int().min(1).max(1000).default(3).describe("Times that all texts are gone through."),
  batchSize: z.int().min(1).default(32).describe("Texts, or windows of long ones, of one batch."),
  maxLength: z
    .int()
    .min(8)
    .default(128)
    .describe("Tokens of a text, special ones included; what is longer is divided into windows."),
  maskShare: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.15)
    .describe("Share of the tokens that are hidden and asked for; GPT-2 is asked for each next one instead."),
  validationSize: z
    .number()
    .min(0)
    .lt(1)
    .default(0.05)
    .describe("Share of the texts that choose the best epoch; 0 keeps the last one's weights."),
  seed: seedField,
  threads: threadsField,
  resume: z.boolean().default(false).describe("Go on from the checkpoints of a training that was interrupted."),
};

/** Placeholders of those fields. */
export const languageModelPlaceholders = {
  text: "COLUMN",
  epochs: "COUNT",
  batchSize: "TEXTS",
  maxLength: "TOKENS",
  maskShare: "SHARE",
  validationSize: "SHARE",
};

/** What was trained, and what came of it. */
export const languageModelResult = z.object({
  folder: z.string(),
  /** The architecture family, for example "bert". */
  modelType: z.string(),
  parameters: z.number(),
  texts: z.number(),
  tokens: z.number(),
  bestEpoch: z.number(),
  epochs: z
    .array(z.object({ epoch: z.number(), metrics: z.record(z.string(), z.number()).readonly() }).readonly())
    .readonly(),
  /** SHA-256 of the data file, or a version's id. */
  digest: z.string(),
});
