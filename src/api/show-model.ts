import { z } from "zod";
import { declare } from "./declaration.ts";
import { modelFactsSchema, modelNameField } from "./model-fields.ts";

/** One imported model. */
export const showModel = declare({
  command: ["models", "show"],
  summary: "Show an imported model: architecture, sizes, heads, licence, files with their hashes.",
  faces: ["cli", "library"],
  input: z.strictObject({ model: modelNameField }),
  positionals: ["model"],
  placeholders: { model: "NAME" },
  output: modelFactsSchema,
  streams: false,
  examples: ["lexops models show all-MiniLM-L6-v2"],
});
