import { z } from "zod";
import { versionFactsSchema, versionField, versionSchema } from "./data-version-fields.ts";
import { declare } from "./declaration.ts";

/** One version of a data set. */
export const showData = declare({
  command: ["data", "show"],
  summary: "Show a version of a data set: columns, labels, lengths, split, licence, sizes, other versions.",
  faces: ["cli", "library"],
  input: z.strictObject({
    version: versionField,
    profile: z
      .boolean()
      .default(true)
      .describe("Look through the rows, as data inspect does; --no-profile shows only what is recorded."),
  }),
  positionals: ["version"],
  placeholders: { version: "NAME[@VERSION]" },
  output: versionFactsSchema.extend({
    createdAt: z.string(),
    addedFrom: z.string().nullable(),
    /** Bytes of everything that holds its rows; versions share most of it. */
    sizeBytes: z.number(),
    /** SHA-256 of the Parquet files that hold its rows. */
    parts: z.array(z.object({ sha256: z.string(), sizeBytes: z.number(), rows: z.number() })).readonly(),
    versions: z.array(versionSchema).readonly(),
    /** What `data inspect` says of its rows. */
    profile: z.looseObject({ rows: z.number() }).nullable(),
  }),
  streams: false,
  examples: ["lexops data show reviews", "lexops data show reviews@v2 --no-profile --json"],
});
