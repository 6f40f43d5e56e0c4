import { z } from "zod";
import { bundleField } from "./bundle-fields.ts";
import { columnFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** Answers for texts from the command line, a file or standard input, in order. */
export const predict = declare({
  command: ["predict"],
  summary: "Predict the labels of texts, of a file's texts, or of the lines of standard input.",
  details:
    "With --json each answer is one line of JSON, written as soon as it is known. One word that names an existing file is read as a file of data; - reads lines from standard input.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundle: bundleField,
    inputs: z.array(z.string()).default([]).describe("Texts, or one file of data, or - for standard input."),
    text: columnFields.text,
    threads: threadsField,
    attention: z
      .boolean()
      .default(false)
      .describe("Show how much each word counted; for models with attention, such as attention-pool."),
  }),
  positionals: ["bundle", "inputs"],
  placeholders: { inputs: "TEXT…|FILE|-", text: "COLUMN" },
  output: z.object({
    /** From 1. */
    row: z.number(),
    text: z.string(),
    /** One label, or a list where texts may have several. */
    prediction: z.union([z.string(), z.array(z.string()).readonly()]),
    /** Of the one label. */
    score: z.number().optional(),
    scores: z.record(z.string(), z.number()).readonly(),
    /** Present where it was asked for: parts of the text, in UTF-16 code units, with shares that add up to 1. */
    attention: z
      .array(z.object({ start: z.number(), end: z.number(), token: z.string(), share: z.number() }).readonly())
      .readonly()
      .optional(),
  }),
  streams: true,
  examples: [
    'lexops predict network "a fine film"',
    "lexops predict network reviews.csv --text review --json",
    "tail -f log.txt | lexops predict network -",
  ],
});
