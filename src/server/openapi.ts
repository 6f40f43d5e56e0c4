/** @file The OpenAPI 3.1 description of a service, derived from the schemas. */
import { z } from "zod";
import { health, problem } from "./predict-schemas.ts";

/** A part of the document. */
export type Json = Readonly<Record<string, unknown>>;

const failures: Readonly<Record<number, string>> = {
  400: "The request is not valid.",
  403: "The request names another host.",
  405: "The path does not take this method.",
  413: "The body, a text or the number of texts is over a limit.",
  415: "The body is not JSON.",
  500: "A defect of the server.",
  503: "Too many texts wait, or the server is shutting down; Retry-After says when to try again.",
};

/** What a service says of itself. */
export interface Described {
  /** Title, version, summary and description. */
  readonly info: Json;
  readonly paths: Json;
  readonly schemas: Json;
}

/** The document of a service, with what every server has. */
export function openApi({ info, paths, schemas }: Described): Json {
  return {
    openapi: "3.1.0",
    info,
    servers: [{ url: "/" }],
    paths: {
      ...paths,
      "/health/live": getOperation("live", "Does the process run?", "It does.", reference("Health")),
      "/health/ready": getOperation("ready", "Are requests answered?", "They are.", reference("Health"), {
        503: content("The server is shutting down.", reference("Health")),
      }),
      "/openapi.json": getOperation("openapi", "This document", "OpenAPI 3.1.", { type: "object" }),
    },
    components: {
      schemas: { ...schemas, Health: schema(health), Problem: schema(problem) },
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

/** A route that is asked by GET. */
export function getOperation(
  operationId: string,
  summary: string,
  description: string,
  answer: Json,
  more: Json = {},
): Json {
  return {
    get: { operationId, summary, responses: { 200: content(description, answer), ...refused(403, 405), ...more } },
  };
}

/** A route that takes a body of JSON. */
export function postOperation(operation: {
  readonly operationId: string;
  readonly summary: string;
  readonly request: Json;
  readonly examples: Json;
  /** Of the status 200. */
  readonly answer: Json;
}): Json {
  const { operationId, summary, request, examples, answer } = operation;
  return {
    post: {
      operationId,
      summary,
      requestBody: { required: true, content: { "application/json": { schema: request, examples } } },
      responses: { 200: answer, ...refused(400, 403, 405, 413, 415, 500, 503) },
    },
  };
}

/** Refusals by their statuses. */
export function refused(...statuses: number[]): Json {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));
}

/** An answer in JSON. */
export function content(description: string, answer: Json): Json {
  return { description, content: { "application/json": { schema: answer } } };
}

/** One of the document's schemas. */
export function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** A zod schema in the dialect of OpenAPI 3.1, which is JSON Schema 2020-12. */
export function schema(type: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io: "input" });
  return rest;
}
