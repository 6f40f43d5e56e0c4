import { z } from "zod";
import { columnFields, fileField, seedField, severalLabelFields, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** A mended copy of a file. */
export const cleanData = declare({
  command: ["data", "clean"],
  summary: "Write a mended copy of a file: repaired texts, reviewed labels, without duplicates; the input stays.",
  details:
    "First texts are repaired, then labels changed as the review says, then rows dropped of what that gives. A version of a data set becomes the next version, unless --output names a file. lexops data check names what a file needs, and the codes.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    dropDuplicates: z
      .boolean()
      .default(false)
      .describe("Keep the first of each text with the same label; short for --drop exact-duplicates."),
    drop: z
      .array(z.string().min(1))
      .default([])
      .describe("Drop the rows of this finding, such as near-duplicates or conflicting-labels; can be repeated."),
    repair: z
      .array(z.string().min(1))
      .default([])
      .describe("Repair this damage, such as html-entities or mojibake; can be repeated."),
    relabel: z
      .string()
      .min(1)
      .optional()
      .describe("A review written by lexops data check --issues, with decisions filled in."),
    splitColumn: splitFields.splitColumn.describe("Column that says which part a row belongs to."),
    against: z.string().min(1).optional().describe("The other file, for --drop shared-with-other."),
    jaccard: z
      .number()
      .min(0.3)
      .max(1)
      .optional()
      .describe("Least Jaccard similarity of near duplicates; 0.8 unless told."),
    set: z.array(z.string().min(1)).default([]).describe("Set a field of a detector; can be repeated."),
    output: z
      .string()
      .min(1)
      .optional()
      .describe("File to write, in the format of the input; needed unless a version of a data set is cleaned."),
    seed: seedField,
    threads: threadsField,
  }),
  positionals: ["file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    drop: "CODE",
    repair: "KIND",
    relabel: "REVIEW",
    splitColumn: "COLUMN",
    against: "FILE",
    set: "FIELD=VALUE",
    output: "FILE",
  },
  output: z.object({
    file: z.string(),
    /** SHA-256 of the input. */
    digest: z.string(),
    rows: z.number(),
    /** The file, or the version (such as reviews@v4) that was added. */
    output: z.string(),
    /** SHA-256 of the file, or the version's id. */
    outputDigest: z.string(),
    outputRows: z.number(),
    repaired: z.number(),
    relabelled: z.number(),
    /** Rows of the review without a decision. */
    undecided: z.number(),
    dropped: z.number(),
    /** Rows dropped for each reason; a row may have several. */
    droppedFor: z.record(z.string(), z.number()).readonly(),
  }),
  streams: false,
  examples: [
    "lexops data clean reviews.csv --drop-duplicates --output clean.csv",
    "lexops data clean reviews.csv --relabel review.csv --drop conflicting-labels --output clean.csv",
    "lexops data clean reviews@latest --drop-duplicates",
    "lexops data clean reviews.csv --repair html-entities --repair mojibake --output clean.csv",
  ],
});
