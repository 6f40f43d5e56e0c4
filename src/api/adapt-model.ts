import { z } from "zod";
import { declare } from "./declaration.ts";
import { languageModelFields, languageModelPlaceholders, languageModelResult } from "./language-model-fields.ts";

/** Goes on training a pre-trained model on the texts of a domain. */
export const adaptModel = declare({
  command: ["models", "adapt"],
  summary: "Go on training a pre-trained model on unlabelled texts of your domain, and write a Hugging Face folder.",
  details:
    "Tokens are hidden and asked for (BERT and its relatives), or each next one is (GPT-2), as in the model's own training. Fine-tune the folder afterwards: lexops train --pretrained FOLDER. The output's config.json names the language model; its tokenizer and other files are the model's.",
  faces: ["cli", "library"],
  input: z.strictObject({
    model: z.string().min(1).describe("A Hugging Face folder, or the name of an imported model."),
    ...languageModelFields,
    learningRate: z.number().positive().default(5e-5).describe("Of AdamW, after the warm-up."),
    output: z.string().min(1).describe("Folder to write. An older model there is replaced."),
  }),
  positionals: ["model", "file"],
  placeholders: { model: "MODEL", ...languageModelPlaceholders, learningRate: "RATE", output: "FOLDER" },
  output: languageModelResult,
  streams: false,
  examples: ["lexops models adapt ./all-MiniLM-L6-v2 notes.csv --output clinical-encoder"],
});
