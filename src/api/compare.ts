import { z } from "zod";
import { bundleField, partField } from "./bundle-fields.ts";
import { columnFields, fileField, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** Two bundles on the same labelled texts. */
export const compare = declare({
  command: ["compare"],
  summary: "Compare two bundles on the same texts: the paired difference, McNemar's exact test, a paired bootstrap.",
  faces: ["cli", "library"],
  input: z.strictObject({
    first: bundleField.describe("Folder of the first bundle."),
    second: bundleField.describe("Folder of the second bundle."),
    file: fileField,
    ...columnFields,
    splitColumn: splitFields.splitColumn.describe("Column that says which rows are train, validation and test."),
    part: partField,
    resamples: z.int().min(1).max(100_000).optional().describe("Bootstrap resamples; 1000 unless told."),
    positive: z.string().optional().describe("Which of two labels counts as positive; the last by name unless told."),
    seed: z.int().min(0).default(0).describe("Seed of the bootstrap."),
    threads: threadsField,
  }),
  positionals: ["first", "second", "file"],
  placeholders: { first: "BUNDLE", second: "BUNDLE", text: "COLUMN", label: "COLUMN", splitColumn: "COLUMN" },
  output: z.looseObject({ rows: z.number() }),
  streams: false,
  examples: ["lexops compare baseline network reviews.csv"],
});
