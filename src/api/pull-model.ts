import { z } from "zod";
import { declare } from "./declaration.ts";
import { licenceField, modelFactsSchema, newModelNameField } from "./model-fields.ts";

/** Fetches a model from the Hugging Face Hub and imports it. */
export const pullModel = declare({
  command: ["models", "pull"],
  summary: "Fetch a pre-trained model from the Hugging Face Hub and import it.",
  details:
    "The only command that fetches anything. Each file is compared with the checksum that the hub gives; what was fetched before a Ctrl-C or a lost connection is not fetched again. HF_ENDPOINT names another hub, HF_TOKEN is sent to it and to nobody else, HF_HUB_OFFLINE=1 forbids it all.",
  faces: ["cli", "library"],
  input: z.strictObject({
    repository: z.string().min(1).max(300).describe("OWNER/NAME, as on the hub's page."),
    revision: z.string().min(1).max(300).default("main").describe("Branch, tag or commit."),
    name: newModelNameField,
    licence: licenceField,
  }),
  positionals: ["repository"],
  placeholders: { repository: "OWNER/NAME", revision: "REVISION", name: "NAME", licence: "TEXT" },
  output: modelFactsSchema.extend({
    /** False where this very model had the name already. */
    added: z.boolean(),
    /** The commit that the revision was. */
    commit: z.string(),
  }),
  streams: false,
  examples: [
    "lexops models pull sentence-transformers/all-MiniLM-L6-v2 --name all-minilm",
    "HF_ENDPOINT=https://hub.example.org lexops models pull our/encoder --revision v2",
  ],
});
