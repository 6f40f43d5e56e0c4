import { z } from "zod";
import { declare } from "./declaration.ts";
import { modelNameField } from "./model-fields.ts";

/** Takes an imported model out of the home folder. */
export const removeModel = declare({
  command: ["models", "remove"],
  summary: "Remove an imported model and its files from the home folder.",
  details: "Bundles that were trained from it hold their own weights and stay as they are.",
  faces: ["cli", "library"],
  input: z.strictObject({ model: modelNameField }),
  positionals: ["model"],
  placeholders: { model: "NAME" },
  output: z.object({ name: z.string(), id: z.string() }),
  streams: false,
  examples: ["lexops models remove all-MiniLM-L6-v2"],
});
