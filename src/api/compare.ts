import { z } from "zod";
import { bundleField, partField } from "./bundle-fields.ts";
import { columnFields, fileField, severalLabelFields, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";
import { figureFields } from "./recipe-fields.ts";

/** Bundles on the same labelled texts. */
export const compare = declare({
  command: ["compare"],
  summary: "Compare bundles on the same texts: paired differences with intervals, and whether they are no chance.",
  details:
    "Two bundles: every figure side by side, McNemar's exact test, a paired bootstrap. More: one table, every pair by approximate randomisation with Holm's correction.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundles: z.array(bundleField).min(2, "two bundles or more are needed").describe("Folders of two or more bundles."),
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    splitColumn: splitFields.splitColumn.describe("Column that says which rows are train, validation and test."),
    part: partField,
    table: z.boolean().default(false).describe("Also show two bundles as one table, as more are."),
    resamples: z.int().min(1).max(100_000).optional().describe("Bootstrap resamples; 1000 unless told."),
    positive: figureFields.positive,
    seed: z.int().min(0).default(0).describe("Seed of the bootstrap."),
    threads: threadsField,
  }),
  positionals: ["bundles", "file"],
  placeholders: {
    bundles: "BUNDLE BUNDLE…",
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    splitColumn: "COLUMN",
  },
  output: z.looseObject({ rows: z.number() }),
  streams: false,
  examples: ["lexops compare baseline network reviews.csv", "lexops compare baseline network other reviews.csv --json"],
});
