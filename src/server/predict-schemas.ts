/** @file The schemas of `POST /predict` and of the other answers; OpenAPI is derived from them. */
import { z } from "zod";

const text = z.string().regex(/\S/, "is empty").describe("The text to classify.");

const texts = z.array(text).min(1, "holds no text").describe("Texts to classify, answered in order.");

const attention = z
  .boolean()
  .optional()
  .describe("Also say how much each word counted; for a model with attention (see metadata).");

/** Both forms at once, for clear messages. */
export const predictFields = z.strictObject({ text: text.optional(), texts: texts.optional(), attention });

const scores = z.record(z.string(), z.number().min(0).max(1));

const shares = z
  .array(z.object({ start: z.int(), end: z.int(), token: z.string(), share: z.number().min(0).max(1) }))
  .optional()
  .describe(
    "Present where it was asked for: the words that the model saw, as parts of the text in UTF-16 code units, and how much each counted; the shares add up to 1.",
  );

const prediction = {
  prediction: z.string().describe("The label with the highest score."),
  score: z.number().min(0).max(1).describe("Its score."),
  scores: scores.describe("Every label's probability."),
};

const labelSetPrediction = {
  prediction: z.array(z.string()).describe("The labels whose score reaches their threshold, the highest score first."),
  scores: scores.describe("Every label's probability, each for itself."),
};

const model = z
  .object({ name: z.string(), version: z.string().describe("The first 12 digits of the bundle's id.") })
  .describe("The model that answered.");

/**
 * The body of `POST /predict` as OpenAPI has it, and the answers to one text and to several, in their order: of a model
 * whose texts have one label or may have several, with attention or without.
 */
export function predictSchemas({ several, attends }: { readonly several: boolean; readonly attends: boolean }) {
  const answer = { ...(several ? labelSetPrediction : prediction), ...(attends ? { attention: shares } : {}) };
  const asked = attends ? { attention } : {};
  return {
    request: z.union([z.strictObject({ text, ...asked }), z.strictObject({ texts, ...asked })]),
    one: z.object({ ...answer, model }),
    several: z.object({ predictions: z.array(z.object(answer)), model }),
  };
}

/** `GET /health/live` and `GET /health/ready` */
export const health = z.object({ status: z.enum(["live", "ready", "stopping"]) });

const tensor = z.object({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number(), z.string()])) });

/** What a request may ask. */
export const serveLimitsSchema = z.object({
  bodyBytes: z.int(),
  textBytes: z.int(),
  texts: z.int(),
  waitingTexts: z.int(),
  newTokens: z.int().describe("Tokens that are written for one request, at most."),
});

/** What a pre-trained model is called. */
export const namedModel = {
  name: z.string(),
  version: z.string().nullable().describe("The first 12 digits of its id."),
  id: z.string().nullable().describe("SHA-256 of an imported model's manifest."),
};

/** `GET /metadata` */
export const metadata = z.object({
  name: z.string(),
  version: z.string(),
  id: z.string().describe("SHA-256 of the bundle's bundle.json."),
  task: z.string(),
  labels: z.array(z.string()),
  thresholds: scores.nullable().describe("From which probability on a label is given, where that was chosen."),
  pipeline: z.string().describe("The text pipeline's type."),
  features: z.int(),
  attention: z.boolean().describe("Whether the model can say how much each word counted."),
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  limits: serveLimitsSchema,
});

/** Any failure, as RFC 9457 has it. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("What happened, where, with which value."),
  code: z.string().describe("The stable error code."),
  remedy: z.string().describe("What to do."),
});
