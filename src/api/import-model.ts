import { z } from "zod";
import { declare } from "./declaration.ts";
import { licenceField, modelFactsSchema, newModelNameField } from "./model-fields.ts";

/** Brings a Hugging Face folder into the home folder. */
export const importModel = declare({
  command: ["models", "import"],
  summary: "Check a pre-trained model's folder and keep it in the home folder.",
  details:
    "The folder holds config.json, tokenizer.json (or the older vocabularies) and model.safetensors, in shards too, as the Hugging Face Hub has it. Every tensor is checked against the architecture, every weight must be finite, and the tokenizer must fit the vocabulary. Nothing is fetched.",
  faces: ["cli", "library"],
  input: z.strictObject({
    folder: z.string().min(1).describe("Folder of the model."),
    name: newModelNameField,
    licence: licenceField,
  }),
  positionals: ["folder"],
  placeholders: { folder: "FOLDER", name: "NAME", licence: "TEXT" },
  output: modelFactsSchema.extend({
    /** False where this very model had the name already. */
    added: z.boolean(),
  }),
  streams: false,
  examples: [
    "lexops models import all-MiniLM-L6-v2 --licence apache-2.0",
    "lexops models import ./checkpoint-500 --name our-encoder",
  ],
});
