/** @file A sentence encoder as a service. */
import { z } from "zod";
import { createBatcher, type ServedEmbedder } from "../lifecycle/serving/index.ts";
import { limitCharactersRead } from "./characters-read.ts";
import { content, getOperation, type Json, openApi, postOperation, reference, schema } from "./openapi.ts";
import { namedModel, serveLimitsSchema } from "./predict-schemas.ts";
import { readJsonBody } from "./read-body.ts";
import { readFields, requestTexts } from "./request-fields.ts";
import { abandoned, json, type Route, type Service } from "./route.ts";
import { type ServeLimits, type ServeOptions, serveLimits } from "./serve-options.ts";

/** Texts of waiting requests that are embedded together. */
const maximumBatch = 64;

const text = z.string().regex(/\S/, "is empty").describe("The text to embed.");
const texts = z.array(text).min(1, "holds no text").describe("Texts to embed, answered in order.");
const embedding = z.array(z.number()).describe("A row of numbers; the angle between two says how alike the texts are.");

const metadata = z.object({
  ...namedModel,
  task: z.literal("embedding"),
  width: z.int().describe("Numbers of an embedding."),
  maxLength: z.int().describe("Tokens of a text that count, special ones included."),
  pooling: z.enum(["mean", "cls"]),
  normalize: z.boolean().describe("Whether embeddings have the length 1."),
  limits: serveLimitsSchema,
});

/** Makes the service. The encoder stays open when it closes. */
export function createEmbedService(served: ServedEmbedder, options: ServeOptions): Service {
  const { name, id, embedder } = served;
  const { width, maxLength, pooling, normalize } = embedder;
  const limits = serveLimits(options);
  const model = { name, version: id?.slice(0, 12) ?? null };
  const batcher = createBatcher<string, readonly number[]>({
    async run(batch) {
      const all = await embedder.embed(batch);
      return batch.map((_, row) => [...all.subarray(row * width, (row + 1) * width)]);
    },
    maximumBatch,
    ...limitCharactersRead(maxLength),
    queueLimit: limits.waitingTexts,
  });
  const embed: Route = async (request, response) => {
    const fields = readFields(
      await readJsonBody(request, limits.bodyBytes),
      z.strictObject({ text: text.optional(), texts: texts.optional() }),
    );
    const asked = requestTexts(fields, limits);
    const embeddings = await batcher.submit(asked.texts, abandoned(response));
    return json(200, asked.single ? { embedding: embeddings[0], model } : { embeddings, model });
  };
  const about = { ...model, id, task: "embedding", width, maxLength, pooling, normalize, limits };
  return {
    routes: new Map([
      ["/embed", { POST: embed }],
      ["/metadata", { GET: () => json(200, about) }],
      ["/openapi.json", { GET: () => json(200, embedOpenApi(served, limits)) }],
    ]),
    close: () => batcher.close(),
  };
}

function embedOpenApi({ name, id }: ServedEmbedder, limits: ServeLimits): Json {
  const model = z.object({ name: namedModel.name, version: namedModel.version });
  return openApi({
    info: {
      title: name,
      version: id?.slice(0, 12) ?? "",
      summary: "A sentence encoder served by Lexops.",
      description: `At most ${limits.texts} texts a request, ${limits.textBytes} bytes a text and ${limits.bodyBytes} bytes a body. What shares a batch changes no number by more than 1e-5.`,
    },
    paths: {
      "/embed": postOperation({
        operationId: "embed",
        summary: "Embed one text or several",
        request: reference("EmbedRequest"),
        examples: {
          one: { summary: "One text", value: { text: "A fine film." } },
          several: { summary: "Several texts", value: { texts: ["A fine film.", "A waste of time."] } },
        },
        answer: content("One for `text`, a list for `texts`.", {
          oneOf: [reference("EmbedAnswer"), reference("EmbedAnswers")],
        }),
      }),
      "/metadata": getOperation("metadata", "What is served", "The model and its limits.", reference("Metadata")),
    },
    schemas: {
      EmbedRequest: schema(z.union([z.strictObject({ text }), z.strictObject({ texts })])),
      EmbedAnswer: schema(z.object({ embedding, model })),
      EmbedAnswers: schema(z.object({ embeddings: z.array(embedding), model })),
      Metadata: schema(metadata),
    },
  });
}
