import { z } from "zod";
import { bundleField } from "./bundle-fields.ts";
import { declare } from "./declaration.ts";

/** What a bundle is and where it came from. */
export const showBundle = declare({
  command: ["bundle", "show"],
  summary: "Show a bundle: labels, pipeline, model, headline figures, lineage, files.",
  faces: ["cli", "library"],
  input: z.strictObject({ bundle: bundleField }),
  positionals: ["bundle"],
  placeholders: {},
  output: z.object({
    folder: z.string(),
    id: z.string(),
    name: z.string(),
    labels: z.array(z.string()).readonly(),
    /** From which probability on a label is given, where that was chosen. */
    thresholds: z.record(z.string(), z.number()).nullable(),
    text: z.looseObject({ type: z.string() }),
    features: z.number(),
    model: z.looseObject({ type: z.string() }),
    metrics: z
      .record(z.string(), z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() }))
      .nullable(),
    lineage: z.record(z.string(), z.unknown()).readonly(),
    files: z.array(z.object({ file: z.string(), sizeBytes: z.number() })).readonly(),
    recipe: z.string(),
  }),
  streams: false,
  examples: ["lexops bundle show network"],
});
