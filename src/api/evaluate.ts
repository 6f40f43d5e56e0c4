import { z } from "zod";
import { bundleField, partField } from "./bundle-fields.ts";
import {
  columnFields,
  evaluationReportSchema,
  fileField,
  severalLabelFields,
  splitFields,
  threadsField,
} from "./data-fields.ts";
import { declare } from "./declaration.ts";
import { figureFields } from "./recipe-fields.ts";

/** A full report of a bundle on labelled texts. */
export const evaluate = declare({
  command: ["evaluate"],
  summary: "Measure a bundle on a file of labelled texts: every figure with its interval, slices, mistakes.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundle: bundleField,
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    splitColumn: splitFields.splitColumn.describe("Column that says which rows are train, validation and test."),
    part: partField,
    slice: z
      .array(z.string().min(1))
      .default([])
      .describe("Column whose values are reported one by one; can be repeated."),
    ...figureFields,
    seed: z.int().min(0).default(0).describe("Seed of the bootstrap."),
    threads: threadsField,
    html: z.string().min(1).optional().describe("Also write the report as one HTML file."),
  }),
  positionals: ["bundle", "file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    splitColumn: "COLUMN",
    slice: "COLUMN",
    html: "FILE",
  },
  output: evaluationReportSchema,
  streams: false,
  examples: ["lexops evaluate network reviews.csv", "lexops evaluate network reviews.csv --html report.html --json"],
});
