import { z } from "zod";
import { dataFormatConfig } from "../lifecycle/data/formats.config.ts";
import { columnFields, fileField, formatField, severalLabelFields, warningSchema } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** Writes the rows of a file in another format. */
export const convert = declare({
  command: ["data", "convert"],
  summary: "Write a file of data in another format.",
  details:
    "Every row is kept as it is, or the command stops with the row and the reason. Labels of fastText, choices of " +
    "Label Studio and classes of a Hugging Face folder become a column of labels, or of lists where rows have several.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    target: z
      .string()
      .min(1)
      .describe("Where to write; nothing may be there. Text is packed where the name ends in .gz."),
    format: formatField.describe("Format to write; told from the target's name when absent."),
    from: formatField.describe("Format to read; told from the content when absent."),
    ...columnFields,
    ...severalLabelFields,
    asPredictions: z
      .boolean()
      .optional()
      .describe(
        'Give tasks of Label Studio the labels as predictions to be reviewed, scored by a column "score" where there is one.',
      ),
    splitColumn: z
      .string()
      .min(1)
      .optional()
      .describe('The column that says which split a row is in, for Hugging Face folders; "split" unless told.'),
  }),
  positionals: ["file", "target"],
  placeholders: { format: "FORMAT", from: "FORMAT", text: "COLUMN", label: "COLUMN", splitColumn: "COLUMN" },
  output: z.object({
    file: z.string(),
    from: dataFormatConfig,
    format: dataFormatConfig,
    digest: z.string(),
    rows: z.number(),
    columns: z.array(z.string()).readonly(),
    warnings: z.array(warningSchema).readonly(),
  }),
  streams: false,
  examples: [
    "lexops data convert reviews.csv reviews.fasttext",
    "lexops data convert export.json annotated.jsonl",
    "lexops data convert topics.csv topics.fasttext --label-separator ;",
    "lexops data convert reviews.parquet reviews --format hugging-face --split-column part",
  ],
});
