import { z } from "zod";
import { columnFields, fileField, severalLabelFields } from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** What a careful person would look at first in a file of texts. */
export const inspect = declare({
  command: ["data", "inspect"],
  summary: "Show what a file of texts holds: labels, lengths, duplicates, empties, telling words, examples.",
  faces: ["cli", "library"],
  input: z.strictObject({ file: fileField, ...columnFields, ...severalLabelFields }),
  positionals: ["file"],
  placeholders: { text: "COLUMN", label: "COLUMN", labels: "COLUMNS" },
  output: z.looseObject({ file: z.string(), rows: z.number() }),
  streams: false,
  examples: ["lexops data inspect reviews.csv", "lexops data inspect reviews.csv --text review --json"],
});
