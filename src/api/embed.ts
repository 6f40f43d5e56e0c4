import { z } from "zod";
import { columnFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** Embeddings of texts. */
export const embed = declare({
  command: ["embed"],
  summary: "Embed texts with a sentence encoder: rows of numbers whose angles say how alike the texts are.",
  details:
    "With --json each answer is one line. Pooling, normalisation and length are what the model's own files say (sentence-transformers), else the mean over the tokens. A text that is too long keeps its beginning.",
  faces: ["cli"],
  input: z.strictObject({
    model: z.string().min(1).describe("A Hugging Face folder, or the name of an imported model."),
    inputs: z.array(z.string()).default([]).describe("Texts, or one file of data, or - for standard input."),
    text: columnFields.text,
    pooling: z.enum(["mean", "cls"]).optional().describe("The mean over the tokens, or the first one's row."),
    normalize: z.boolean().optional().describe("Divide each embedding by its length."),
    maxLength: z.int().min(3).optional().describe("Tokens at most, special ones included."),
    threads: threadsField,
  }),
  positionals: ["model", "inputs"],
  placeholders: { model: "MODEL", inputs: "TEXT…|FILE|-", text: "COLUMN", maxLength: "TOKENS" },
  output: z.object({
    /** From 1. */
    row: z.number(),
    text: z.string(),
    embedding: z.array(z.number()).readonly(),
  }),
  streams: true,
  examples: [
    'lexops embed ./all-MiniLM-L6-v2 "How do I reset my password?" --json',
    "lexops embed ./all-MiniLM-L6-v2 reviews.csv --json > embeddings.jsonl",
  ],
});
