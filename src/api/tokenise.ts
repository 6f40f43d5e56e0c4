import { z } from "zod";
import { columnFields } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** What a tokenizer makes of texts. */
export const tokenise = declare({
  command: ["text", "tokenise"],
  summary:
    "Show the tokens that a Hugging Face tokenizer makes of texts, of a file's texts, or of standard input's lines.",
  details:
    "With --json each answer is one line: every token with its id and the part of the text that it stands for, in UTF-16 code units as JavaScript counts them. What the tokenizer's own file says about cutting and padding is left aside.",
  faces: ["cli"],
  input: z.strictObject({
    tokenizer: z
      .string()
      .min(1)
      .describe("A tokenizer.json, or a folder with one, with vocab.txt, or with vocab.json and merges.txt."),
    inputs: z.array(z.string()).default([]).describe("Texts, or one file of data, or - for standard input."),
    text: columnFields.text,
    maxLength: z.int().min(1).optional().describe("Tokens at most, special ones included; no limit unless told."),
    truncation: z
      .enum(["head", "tail", "both"])
      .default("head")
      .describe("What of a long text is kept; both: half of the tokens from each end."),
    specialTokens: z.boolean().default(true).describe("Add [CLS], </s> and the like."),
  }),
  positionals: ["tokenizer", "inputs"],
  placeholders: { tokenizer: "FOLDER|FILE", inputs: "TEXT…|FILE|-", text: "COLUMN", maxLength: "TOKENS" },
  output: z.object({
    /** From 1. */
    row: z.number(),
    text: z.string(),
    tokens: z.array(z.object({ id: z.number(), token: z.string(), start: z.number(), end: z.number() })).readonly(),
    /** Tokens that the longest length left out. */
    cut: z.number(),
  }),
  streams: true,
  examples: [
    'lexops text tokenise ./all-MiniLM-L6-v2 "A wonderful little film"',
    "lexops text tokenise ./all-MiniLM-L6-v2 reviews.csv --max-length 128 --json",
  ],
});
