import { z } from "zod";
import { columnFields, fileField, seedField, severalLabelFields, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** What is wrong with a file of texts and labels, and what mends it. */
export const checkData = declare({
  command: ["data", "check"],
  summary: "Check a file of texts: duplicates, leaks, damage, labels; each finding with the command that mends it.",
  details:
    "Every finding says what it means, how sure it is, and shows examples. Nothing is changed: lexops data clean writes a new file. The command ends with 0 whatever is found, unless --fail-on says from which severity on it must fail (exit code 11).",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    splitColumn: splitFields.splitColumn.describe(
      "Column that says which part a row belongs to; duplicates across parts are looked for.",
    ),
    timeColumn: z
      .string()
      .min(1)
      .optional()
      .describe("Column of dates, times or numbers; earlier texts are compared with later ones."),
    against: z
      .string()
      .min(1)
      .optional()
      .describe("Another file whose texts must not occur in this one, for example the test set."),
    only: z.array(z.string().min(1)).default([]).describe("Run only this detector; can be repeated."),
    skip: z.array(z.string().min(1)).default([]).describe("Leave this detector out; can be repeated."),
    jaccard: z
      .number()
      .min(0.3)
      .max(1)
      .optional()
      .describe("Least Jaccard similarity of near duplicates; 0.8 unless told."),
    set: z
      .array(z.string().min(1))
      .default([])
      .describe("Set a field of a detector, such as duplicates.shingle=character; can be repeated."),
    failOn: z.enum(["note", "warning", "error"]).optional().describe("Fail where a finding is at least this severe."),
    issues: z
      .string()
      .min(1)
      .optional()
      .describe("Also write the doubted labels as a CSV file to review; lexops data clean --relabel reads it."),
    html: z.string().min(1).optional().describe("Also write the report as one HTML file."),
    seed: seedField,
    threads: threadsField,
  }),
  positionals: ["file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    splitColumn: "COLUMN",
    timeColumn: "COLUMN",
    against: "FILE",
    only: "DETECTOR",
    skip: "DETECTOR",
    set: "FIELD=VALUE",
    failOn: "SEVERITY",
    issues: "FILE",
    html: "FILE",
  },
  output: z.looseObject({
    format: z.literal("lexops-data-check/v1"),
    file: z.string(),
    rows: z.number(),
    /** Why the check failed, where `failOn` was given and something was that severe; else `null`. */
    failure: z.string().nullable(),
  }),
  streams: false,
  examples: [
    "lexops data check reviews.csv",
    "lexops data check train.csv --against test.csv --only duplicates --fail-on error",
    "lexops data check reviews.csv --only label-errors --issues review.csv",
    "lexops data check reviews.csv --html check.html --json",
  ],
});
