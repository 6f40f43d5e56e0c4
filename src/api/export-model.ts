import { z } from "zod";
import { exportFormatConfig } from "../lifecycle/export/export-format.config.ts";
import { bundleField } from "./bundle-fields.ts";
import { declare } from "./declaration.ts";

/** Writes a bundle in the format of others. */
export const exportModel = declare({
  command: ["models", "export"],
  summary: "Write a fine-tuned transformer's bundle as a Hugging Face folder.",
  details:
    "The folder loads in Python's transformers (config.json, model.safetensors, tokenizer.json) and in transformers.js (onnx/model.onnx) with the same answers. Low-rank adapters are merged into the weights.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundle: bundleField,
    format: exportFormatConfig.default("huggingface").describe("Whose format."),
    output: z.string().min(1).default("exported").describe("Folder to write. An older export there is replaced."),
  }),
  positionals: ["bundle"],
  placeholders: { format: "FORMAT", output: "DIR" },
  output: z.object({
    folder: z.string(),
    format: exportFormatConfig,
    /** The bundle's. */
    id: z.string(),
    labels: z.array(z.string()).readonly(),
    files: z.array(z.object({ file: z.string(), sha256: z.string(), sizeBytes: z.number() })).readonly(),
    /** How its answers differ from the bundle's; empty where they do not. */
    notices: z.array(z.string()).readonly(),
  }),
  streams: false,
  examples: ["lexops models export tuned --format huggingface --output tuned-huggingface"],
});
