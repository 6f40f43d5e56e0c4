/** @file The schemas of `POST /predict` and of the other answers; OpenAPI is derived from them. */
import { z } from "zod";

const text = z.string().regex(/\S/, "is empty").describe("The text to classify.");

const texts = z.array(text).min(1, "holds no text").describe("Texts to classify, answered in order.");

/** The body of `POST /predict` as OpenAPI has it. */
export const predictRequest = z.union([z.strictObject({ text }), z.strictObject({ texts })]);

/** Both forms at once, for clear messages. */
export const predictFields = z.strictObject({ text: text.optional(), texts: texts.optional() });

const scores = z.record(z.string(), z.number().min(0).max(1));

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

/** The answers to one text and to several, in their order, of a model that gives each text one label. */
export const labelAnswers = {
  one: z.object({ ...prediction, model }),
  several: z.object({ predictions: z.array(z.object(prediction)), model }),
};

/** The same of a model whose texts may have several labels, or none. */
export const labelSetAnswers = {
  one: z.object({ ...labelSetPrediction, model }),
  several: z.object({ predictions: z.array(z.object(labelSetPrediction)), model }),
};

/** `GET /health/live` and `GET /health/ready` */
export const health = z.object({ status: z.enum(["live", "ready", "stopping"]) });

const tensor = z.object({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number(), z.string()])) });

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
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  limits: z.object({ bodyBytes: z.int(), textBytes: z.int(), texts: z.int(), waitingTexts: z.int() }),
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
