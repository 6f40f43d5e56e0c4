import { z } from "zod";
import { bundleField } from "./bundle-fields.ts";
import { declare } from "./declaration.ts";

/** Proves that no byte of a bundle has changed since it was sealed. */
export const verifyBundle = declare({
  command: ["bundle", "verify"],
  summary: "Check every file of a bundle against its SHA-256; fails and names the file where a byte has changed.",
  faces: ["cli", "library"],
  input: z.strictObject({ bundle: bundleField }),
  positionals: ["bundle"],
  placeholders: {},
  output: z.object({
    folder: z.string(),
    id: z.string(),
    name: z.string(),
    files: z.number(),
    sizeBytes: z.number(),
    intact: z.literal(true),
  }),
  streams: false,
  examples: ["lexops bundle verify network"],
});
