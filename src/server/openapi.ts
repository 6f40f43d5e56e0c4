/** @file The OpenAPI 3.1 description of a served model, derived from the schemas. */
import { z } from "zod";
import type { LoadedBundle } from "../lifecycle/bundle/index.ts";
import { hasLabelSets } from "../lifecycle/labels/index.ts";
import { health, metadata, predictSchemas, problem } from "./predict-schemas.ts";
import type { ServeLimits } from "./serve-options.ts";

type Json = Readonly<Record<string, unknown>>;

const failures: Readonly<Record<number, string>> = {
  400: "The request is not valid.",
  403: "The request names another host.",
  405: "The path does not take this method.",
  413: "The body, a text or the number of texts is over a limit.",
  415: "The body is not JSON.",
  500: "A defect of the server.",
  503: "Too many texts wait, or the server is shutting down; Retry-After says when to try again.",
};

/** The document. */
export function openApi({ bundle, attentionOf }: LoadedBundle, limits: ServeLimits): Json {
  const { name, id, labels, task } = bundle;
  const answers = predictSchemas({ several: hasLabelSets(task), attends: attentionOf !== undefined });
  const refused = (...statuses: number[]) =>
    Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));
  const get = (operationId: string, summary: string, description: string, answer: Json, more: Json = {}) => ({
    get: { operationId, summary, responses: { 200: content(description, answer), ...refused(403, 405), ...more } },
  });
  return {
    openapi: "3.1.0",
    info: {
      title: name,
      version: id.slice(0, 12),
      summary: "A text classifier served by Lexops.",
      description: `Labels: ${labels.slice(0, 50).join(", ")}${labels.length > 50 ? `, … (${labels.length} in all)` : ""}. At most ${limits.texts} texts a request, ${limits.textBytes} bytes a text and ${limits.bodyBytes} bytes a body.`,
    },
    servers: [{ url: "/" }],
    paths: {
      "/predict": {
        post: {
          operationId: "predict",
          summary: "Classify one text or several",
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: reference("PredictRequest"),
                examples: {
                  one: { summary: "One text", value: { text: "A fine film." } },
                  several: { summary: "Several texts", value: { texts: ["A fine film.", "A waste of time."] } },
                },
              },
            },
          },
          responses: {
            200: content("The answer: one for `text`, a list for `texts`.", {
              oneOf: [reference("PredictAnswer"), reference("PredictAnswers")],
            }),
            ...refused(400, 403, 405, 413, 415, 500, 503),
          },
        },
      },
      "/health/live": get("live", "Does the process run?", "It does.", reference("Health")),
      "/health/ready": get("ready", "Are requests answered?", "They are.", reference("Health"), {
        503: content("The server is shutting down.", reference("Health")),
      }),
      "/metadata": get("metadata", "What is served", "The model and its limits.", reference("Metadata")),
      "/openapi.json": get("openapi", "This document", "OpenAPI 3.1.", { type: "object" }),
      "/": {
        get: {
          operationId: "page",
          summary: "A page to try the model",
          responses: {
            200: { description: "HTML.", content: { "text/html": { schema: { type: "string" } } } },
            ...refused(403, 405),
          },
        },
      },
    },
    components: {
      schemas: {
        PredictRequest: schema(answers.request),
        PredictAnswer: schema(answers.one),
        PredictAnswers: schema(answers.several),
        Health: schema(health),
        Metadata: schema(metadata),
        Problem: schema(problem),
      },
      responses: Object.fromEntries(
        Object.entries(failures).map(([status, description]) => [
          status,
          {
            description,
            ...(status === "503"
              ? { headers: { "Retry-After": { schema: { type: "integer" }, description: "Seconds." } } }
              : {}),
            content: { "application/problem+json": { schema: reference("Problem") } },
          },
        ]),
      ),
    },
  };
}

function content(description: string, answer: Json): Json {
  return { description, content: { "application/json": { schema: answer } } };
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** A zod schema in the dialect of OpenAPI 3.1, which is JSON Schema 2020-12. */
function schema(type: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io: "input" });
  return rest;
}
