import { z } from "zod";
import { declare } from "./declaration.ts";
import { modelRowSchema } from "./model-fields.ts";

/** Every imported model of the home folder. */
export const listModels = declare({
  command: ["models", "list"],
  summary: "List the pre-trained models that were imported.",
  faces: ["cli", "library"],
  input: z.strictObject({}),
  positionals: [],
  placeholders: {},
  output: z.object({ home: z.string(), models: z.array(modelRowSchema).readonly() }),
  streams: false,
  examples: ["lexops models list", "lexops models list --home ../shared-home --json"],
});
