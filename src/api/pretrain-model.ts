import { z } from "zod";
import { declare } from "./declaration.ts";
import { languageModelFields, languageModelPlaceholders, languageModelResult } from "./language-model-fields.ts";

/** A small encoder from nothing but texts. */
export const pretrainModel = declare({
  command: ["models", "pretrain"],
  summary: "Make a small encoder from nothing but your texts: a tokenizer, then a BERT, as a Hugging Face folder.",
  details:
    "For languages and domains without a checkpoint. Tokens are hidden and asked for (masked language modelling). Fine-tune the folder afterwards: lexops train --pretrained FOLDER.",
  faces: ["cli", "library"],
  input: z.strictObject({
    ...languageModelFields,
    learningRate: z.number().positive().default(5e-4).describe("Of AdamW, after the warm-up."),
    vocabularySize: z.int().min(100).max(200_000).default(8000).describe("Tokens at most, single characters included."),
    lowercase: z.boolean().default(true).describe("Make everything lower-case first, and take accents off."),
    layers: z.int().min(1).max(48).default(4).describe("Layers."),
    width: z
      .int()
      .min(8)
      .max(4096)
      .default(256)
      .describe("Numbers that stand for a token; four times as many inside layers."),
    heads: z.int().min(1).max(64).default(4).describe("Attention's heads; they divide the width."),
    output: z.string().min(1).describe("Folder to write. An older model there is replaced."),
  }),
  positionals: ["file"],
  placeholders: {
    ...languageModelPlaceholders,
    learningRate: "RATE",
    vocabularySize: "TOKENS",
    layers: "COUNT",
    width: "NUMBERS",
    heads: "COUNT",
    output: "FOLDER",
  },
  output: languageModelResult,
  streams: false,
  examples: ["lexops models pretrain texts.csv --epochs 10 --output small-encoder"],
});
