import { z } from "zod";
import { bundleField, partField } from "./bundle-fields.ts";
import { columnFields, fileField, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

const figures = z.record(z.string(), z.number()).readonly();

/** From a bundle and labelled texts to a new bundle whose probabilities mean what they say. */
export const calibrate = declare({
  command: ["calibrate"],
  summary: "Make a new bundle of a bundle whose probabilities mean what they say, by a file of labelled texts.",
  details:
    "The model must not have been trained on these texts. The calibration is the last stage of the new bundle's graph; the new bundle's lineage names the old one. The figures after are of a calibration that was fitted to other texts of the file, a fifth of it at a time.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundle: bundleField,
    file: fileField,
    method: z
      .enum(["platt", "isotonic", "temperature"])
      .default("isotonic")
      .describe(
        "A sigmoid of each score, any rising function of it (for a thousand texts or more), or one number that all scores are divided by.",
      ),
    output: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Folder of the new bundle; the old one's with -calibrated unless told. An older bundle there is replaced.",
      ),
    ...columnFields,
    splitColumn: splitFields.splitColumn.describe("Column that says which rows are train, validation and test."),
    part: partField,
    seed: z.int().min(0).default(0).describe("Seed of the fifths that the figures after come from."),
    threads: threadsField,
  }),
  positionals: ["bundle", "file"],
  placeholders: { text: "COLUMN", label: "COLUMN", splitColumn: "COLUMN", output: "DIR", method: "METHOD" },
  output: z.object({
    bundle: z.string(),
    id: z.string(),
    parent: z.string(),
    method: z.string(),
    rows: z.number(),
    before: figures,
    after: figures,
  }),
  streams: false,
  examples: [
    "lexops calibrate network held-out.csv",
    "lexops calibrate network reviews.csv --part validation --method temperature --output network-calibrated",
  ],
});
