import { z } from "zod";
import {
  columnFields,
  fileField,
  formatField,
  seedField,
  severalLabelFields,
  splitFields,
  warningSchema,
} from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** Writes the training, validation and test rows of a file as files of their own. */
export const split = declare({
  command: ["data", "split"],
  summary: "Divide a file into training, validation and test files.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    ...splitFields,
    seed: seedField,
    format: formatField.describe("Format of the parts; that of the file unless told."),
    output: z
      .string()
      .min(1)
      .optional()
      .describe("Folder to write; ./lexops-output/<file>-split unless told. It must not exist yet."),
  }),
  positionals: ["file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    testSize: "SHARE",
    validationSize: "SHARE",
    splitMethod: "METHOD",
    splitColumn: "COLUMN",
    format: "FORMAT",
    output: "DIR",
  },
  output: z.object({
    folder: z.string(),
    digest: z.string(),
    rows: z.number(),
    parts: z.array(z.object({ name: z.string(), file: z.string(), rows: z.number() })).readonly(),
    warnings: z.array(warningSchema).readonly(),
  }),
  streams: false,
  examples: [
    "lexops data split reviews.csv --test-size 0.2",
    "lexops data split reviews.csv --split-method group --split-column author --seed 7",
  ],
});
