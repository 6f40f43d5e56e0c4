import { z } from "zod";
import { columnFields, fileField } from "./data-fields.ts";
import { declare } from "./declaration.ts";

const number = z.number();
const shownRow = z.object({ row: number, text: z.string(), label: z.string().nullable() });
const shownChange = z.object({ before: shownRow, after: shownRow });
const lengths = z.object({ min: number, median: number, mean: number, p95: number, max: number });
const side = z.object({ name: z.string(), digest: z.string(), rows: number });

/** What changed between two versions or files. */
export const diffData = declare({
  command: ["data", "diff"],
  summary: "Show what changed between two versions or files: rows added, removed, relabelled, edited; labels, lengths.",
  details:
    "Rows with equal cells are unchanged, wherever they stand. Of the others, those with the same key (--key) or the same text are one row, and so are two in the same place that share half of their words; what is left was added or removed.",
  faces: ["cli", "library"],
  input: z.strictObject({
    before: fileField,
    after: fileField,
    ...columnFields,
    key: z.string().min(1).optional().describe("Column whose equal values mean the same row, such as an id."),
  }),
  positionals: ["before", "after"],
  placeholders: { before: "BEFORE", after: "AFTER", text: "COLUMN", label: "COLUMN", key: "COLUMN" },
  output: z.object({
    before: side,
    after: side,
    columns: z.object({ added: z.array(z.string()).readonly(), removed: z.array(z.string()).readonly() }),
    counts: z.object({
      unchanged: number,
      /** Of the unchanged. */
      moved: number,
      added: number,
      removed: number,
      relabelled: number,
      edited: number,
      /** Of the edited. */
      editedAndRelabelled: number,
      otherwiseChanged: number,
    }),
    relabelled: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), rows: number })).readonly(),
    examples: z.object({
      added: z.array(shownRow).readonly(),
      removed: z.array(shownRow).readonly(),
      relabelled: z.array(shownChange).readonly(),
      edited: z.array(shownChange).readonly(),
    }),
    profile: z.object({
      labels: z
        .array(
          z.object({
            label: z.string().nullable(),
            rows: z.object({ before: number, after: number }),
            share: z.object({ before: number, after: number }),
          }),
        )
        .readonly(),
      characters: z.object({ before: lengths, after: lengths }),
      words: z.object({ before: lengths, after: lengths }),
    }),
    /** Whether too many rows differ to compare all of them with each other. */
    isPartial: z.boolean(),
  }),
  streams: false,
  examples: [
    "lexops data diff reviews@v1 reviews@v2",
    "lexops data diff reviews@latest new-reviews.csv --key id --json",
  ],
});
