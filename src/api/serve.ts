import { z } from "zod";
import { declare } from "./declaration.ts";

/** Answers over HTTP until it is stopped. */
export const serve = declare({
  command: ["serve"],
  summary:
    "Answer over HTTP until Ctrl-C: POST /predict, /embed or /generate, health, metadata, and for a bundle a page to try it.",
  details:
    "A bundle answers POST /predict, a sentence encoder POST /embed, a language model (GPT-2) POST /generate, piece by piece where that is asked for.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundle: z.string().min(1).describe("A bundle, a Hugging Face folder, or the name of an imported model."),
    host: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
    port: z.int().min(0).max(65535).default(8000).describe("Port to listen on; 0 takes any free one."),
    queueLimit: z.int().min(1).optional().describe("Texts that may wait; more are refused with 503 and Retry-After."),
    bodyLimitBytes: z.int().min(1).optional().describe("Largest request body."),
    textLimitBytes: z.int().min(1).optional().describe("Longest text."),
    newTokensLimit: z.int().min(1).optional().describe("Tokens a language model writes for one request, at most."),
    threads: z.int().min(1).max(256).optional().describe("Threads that compute."),
  }),
  positionals: ["bundle"],
  placeholders: { bundle: "BUNDLE|MODEL", host: "ADDRESS" },
  output: z.object({
    url: z.string(),
    bundle: z.string(),
    /** Null for a model's folder that was not imported. */
    id: z.string().nullable(),
    task: z.enum(["predict", "embed", "generate"]),
    curl: z.string(),
  }),
  streams: true,
  examples: ["lexops serve network", "lexops serve network --port 0 --json", "lexops serve all-MiniLM-L6-v2"],
});
