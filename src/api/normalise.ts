import { z } from "zod";
import { columnFields } from "./data-fields.ts";
import { declare } from "./declaration.ts";
import { normaliseField } from "./normalise-fields.ts";

/** What normalisers make of texts. */
export const normalise = declare({
  command: ["text", "normalise"],
  summary: "Show what normalisers make of texts, of a file's texts, or of the lines of standard input.",
  details:
    "With --json each answer is one line with the edits that lead back to the original: [start, end, original start, original end] in UTF-16 code units; between edits both texts run in step.",
  faces: ["cli"],
  input: z.strictObject({
    normalise: normaliseField,
    inputs: z.array(z.string()).default([]).describe("Texts, or one file of data, or - for standard input."),
    text: columnFields.text,
  }),
  positionals: ["normalise", "inputs"],
  placeholders: { normalise: "NAMES", inputs: "TEXT…|FILE|-", text: "COLUMN" },
  output: z.object({
    /** From 1. */
    row: z.number(),
    text: z.string(),
    normalised: z.string(),
    edits: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).readonly(),
  }),
  streams: true,
  examples: [
    'lexops text normalise html,lower-case "Caf&eacute;<br />at http://example.com"',
    "lexops text normalise urls,user-names tweets.csv --json",
  ],
});
