import { z } from "zod";
import { dataFormatConfig } from "../lifecycle/data/formats.config.ts";
import { formatField, warningSchema } from "./data-fields.ts";
import { versionField } from "./data-version-fields.ts";
import { declare } from "./declaration.ts";

/** Writes a version of a data set as a file. */
export const exportData = declare({
  command: ["data", "export"],
  summary: "Write a version of a data set as a file of any format.",
  details:
    "Every row is written as it is, or the command stops with the row and the reason. A split that the version keeps is a column.",
  faces: ["cli", "library"],
  input: z.strictObject({
    version: versionField,
    target: z
      .string()
      .min(1)
      .describe("Where to write; nothing may be there. Text is packed where the name ends in .gz."),
    format: formatField.describe("Format to write; told from the target's name when absent."),
  }),
  positionals: ["version", "target"],
  placeholders: { version: "NAME[@VERSION]", format: "FORMAT" },
  output: z.object({
    /** "reviews@v3" */
    version: z.string(),
    id: z.string(),
    file: z.string(),
    format: dataFormatConfig,
    rows: z.number(),
    columns: z.array(z.string()).readonly(),
    warnings: z.array(warningSchema).readonly(),
  }),
  streams: false,
  examples: ["lexops data export reviews reviews.csv", "lexops data export reviews@v2 reviews.parquet"],
});
