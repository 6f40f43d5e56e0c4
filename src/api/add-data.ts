import { z } from "zod";
import { columnFields, seedField, severalLabelFields, splitFields, warningSchema } from "./data-fields.ts";
import { versionFactsSchema } from "./data-version-fields.ts";
import { declare } from "./declaration.ts";

const fact = () => z.string().min(1).max(10_000).optional();

/** Keeps a file as the next version of a data set. */
export const addData = declare({
  command: ["data", "add"],
  summary: "Keep a file as the next version of a data set.",
  details:
    "A version never changes; its id is a SHA-256 of all it holds, so the same content is the same version. Only rows that the version before does not have are stored. What no flag says is as in the version before. --split-column alone names a column that says train, validation or test; the other split flags decide a split by the seed and keep it.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: z.string().min(1).describe("A CSV, TSV, JSONL or Parquet file, plain or gzip."),
    dataSet: z
      .string()
      .min(1)
      .describe("Name of the data set: letters, digits, dots, hyphens, underscores. Made where it is missing."),
    ...columnFields,
    labels: severalLabelFields.labels.describe(
      "Columns of 0 and 1, one for each label of texts that may have several, with commas between.",
    ),
    group: z.string().min(1).optional().describe("Column whose equal values belong together, such as an author."),
    time: z.string().min(1).optional().describe("Column of the times."),
    ...splitFields,
    seed: seedField,
    licence: fact().describe("Licence of the data, for example CC-BY-4.0."),
    source: fact().describe("Where the data comes from."),
    notes: fact().describe("What a person should know of this version."),
  }),
  positionals: ["file", "dataSet"],
  placeholders: {
    dataSet: "NAME",
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    group: "COLUMN",
    time: "COLUMN",
    testSize: "SHARE",
    validationSize: "SHARE",
    splitMethod: "METHOD",
    splitColumn: "COLUMN",
    licence: "TEXT",
    source: "TEXT",
    notes: "TEXT",
  },
  output: versionFactsSchema.extend({
    /** False where the data set had this very version already. */
    added: z.boolean(),
    /** The latest version before, as "reviews@v2". */
    before: z.string().nullable(),
    /** Rows that were stored already. */
    keptRows: z.number(),
    /** Bytes that were stored now. */
    storedBytes: z.number(),
    warnings: z.array(warningSchema).readonly(),
  }),
  streams: false,
  examples: [
    "lexops data add reviews.csv reviews --licence CC-BY-4.0 --source https://example.org",
    "lexops data add comments.csv comments --labels toxic,insult,threat",
    "lexops data add reviews.csv reviews --test-size 0.2 --seed 7 --notes 'with the labels of June'",
  ],
});
