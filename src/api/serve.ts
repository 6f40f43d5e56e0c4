import { z } from "zod";
import { bundleField } from "./bundle-fields.ts";
import { declare } from "./declaration.ts";

/** Answers over HTTP until it is stopped. */
export const serve = declare({
  command: ["serve"],
  summary: "Answer over HTTP until Ctrl-C: POST /predict, health, metadata, a page to try it.",
  faces: ["cli", "library"],
  input: z.strictObject({
    bundle: bundleField,
    host: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
    port: z.int().min(0).max(65535).default(8000).describe("Port to listen on; 0 takes any free one."),
    queueLimit: z.int().min(1).optional().describe("Texts that may wait; more are refused with 503 and Retry-After."),
    bodyLimitBytes: z.int().min(1).optional().describe("Largest request body."),
    textLimitBytes: z.int().min(1).optional().describe("Longest text."),
    threads: z.int().min(1).max(256).optional().describe("Threads that predict."),
  }),
  positionals: ["bundle"],
  placeholders: { host: "ADDRESS" },
  output: z.object({ url: z.string(), bundle: z.string(), id: z.string(), curl: z.string() }),
  streams: true,
  examples: ["lexops serve network", "lexops serve network --port 0 --json"],
});
