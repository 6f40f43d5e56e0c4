/** @file A language model as a service: texts whole, or piece by piece as server-sent events. */
import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Generated, type GenerateOptions, generateFields } from "../lifecycle/generation/index.ts";
import { createBatcher, type ServedGenerator } from "../lifecycle/serving/index.ts";
import { TooManyNewTokensError } from "./errors.ts";
import { getOperation, type Json, openApi, postOperation, reference, schema } from "./openapi.ts";
import { namedModel, serveLimitsSchema } from "./predict-schemas.ts";
import { problemOf } from "./problem.ts";
import { readJsonBody } from "./read-body.ts";
import { readFields, requireLength } from "./request-fields.ts";
import { abandoned, json, type Route, type Service } from "./route.ts";
import { type ServeLimits, type ServeOptions, serveLimits } from "./serve-options.ts";

const request = z.strictObject({
  prompt: z.string().describe("The text to go on from; an empty one begins with the token that ends texts."),
  stream: z
    .boolean()
    .optional()
    .describe("Whether pieces of the text are sent as server-sent events while it is written."),
  ...generateFields,
});

const answer = z.object({
  text: z.string().describe("Without the prompt."),
  tokens: z.array(z.int()).describe("Ids of what was written, the token that ended the text among them."),
  promptTokens: z.int(),
  finishReason: z
    .enum(["end", "stop", "length"])
    .describe("A token that ends texts, a text to stop at, or as many tokens as were wanted."),
  model: z.object({ name: namedModel.name, version: namedModel.version }),
});

const metadata = z.object({
  ...namedModel,
  task: z.literal("generation"),
  positions: z.int().describe("Tokens of a prompt and what is written, at most."),
  settings: z.record(z.string(), z.unknown()).describe("What counts where a request does not say."),
  limits: serveLimitsSchema,
});

/** A text to write. */
interface Wanted {
  readonly prompt: string;
  readonly options: GenerateOptions;
  readonly signal: AbortSignal;
  onPiece(piece: string): void;
}

/** Makes the service. One text is written at a time; the model stays open when it closes. */
export function createGenerateService(served: ServedGenerator, options: ServeOptions): Service {
  const { name, id, generator } = served;
  const limits = serveLimits(options);
  const { positions, settings } = generator;
  const usualTokens = Math.min(settings.maxNewTokens, limits.newTokens);
  const model = { name, version: id?.slice(0, 12) ?? null };
  const queue = createBatcher<Wanted, Generated>({
    async run([wanted]) {
      const { prompt, options, signal, onPiece } = wanted!;
      return [await generator.generate(prompt, { ...options, signal, onPiece })];
    },
    maximumBatch: 1,
    queueLimit: limits.waitingTexts,
  });

  const generate: Route = async (incoming, response) => {
    const fields = readFields(await readJsonBody(incoming, limits.bodyBytes), request);
    const { prompt, stream = false, maxNewTokens = usualTokens, ...rest } = fields;
    requireLength("prompt", prompt, limits);
    if (maxNewTokens > limits.newTokens) throw new TooManyNewTokensError(maxNewTokens, limits.newTokens);
    const write = async (onPiece: (piece: string) => void) => {
      const wanted = { prompt, options: { ...rest, maxNewTokens }, signal: whileConnected(response), onPiece };
      const [generated] = await queue.submit([wanted], abandoned(response));
      return { ...generated, model };
    };
    if (!stream) return json(200, await write(() => {}));
    return { type: "text/event-stream", send: (send) => sendEvents(write, send, options) };
  };
  const about = { ...model, id, task: "generation", positions, settings, limits };
  return {
    routes: new Map([
      ["/generate", { POST: generate }],
      ["/metadata", { GET: () => json(200, about) }],
      ["/openapi.json", { GET: () => json(200, generateOpenApi(served, limits)) }],
    ]),
    close: () => queue.close(),
  };
}

/** `data: {"text": PIECE}` for each piece, then `event: end` with the whole answer, or `event: error` with the problem. */
async function sendEvents(
  write: (onPiece: (piece: string) => void) => Promise<object>,
  send: (text: string) => void,
  { onDefect }: ServeOptions,
): Promise<void> {
  let hasBegun = false;
  const event = (data: string, name?: string) => {
    hasBegun = true;
    send(`${name === undefined ? "" : `event: ${name}\n`}data: ${data}\n\n`);
  };
  try {
    const whole = await write((piece) => event(JSON.stringify({ text: piece })));
    event(JSON.stringify(whole), "end");
  } catch (error) {
    if (!hasBegun) throw error;
    const { status, body } = problemOf(error);
    if (status === 500) onDefect?.(error);
    event(body, "error");
  }
}

/** Aborted once the client has gone away. */
function whileConnected(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}

function generateOpenApi({ name, id }: ServedGenerator, limits: ServeLimits): Json {
  return openApi({
    info: {
      title: name,
      version: id?.slice(0, 12) ?? "",
      summary: "A language model served by Lexops.",
      description: `At most ${limits.newTokens} new tokens a request, ${limits.textBytes} bytes a prompt and ${limits.bodyBytes} bytes a body. One text is written at a time.`,
    },
    paths: {
      "/generate": postOperation({
        operationId: "generate",
        summary: "Write on from a prompt",
        request: reference("GenerateRequest"),
        examples: {
          whole: { summary: "The whole text", value: { prompt: "Once upon a time", maxNewTokens: 50 } },
          stream: { summary: "Piece by piece", value: { prompt: "Once upon a time", stream: true } },
        },
        answer: {
          description:
            'The text; or, with `stream`, events: data {"text": …} for each piece, then "end" with the whole answer, or "error" with a problem.',
          content: {
            "application/json": { schema: reference("GenerateAnswer") },
            "text/event-stream": { schema: { type: "string" } },
          },
        },
      }),
      "/metadata": getOperation("metadata", "What is served", "The model and its limits.", reference("Metadata")),
    },
    schemas: {
      GenerateRequest: schema(request),
      GenerateAnswer: schema(answer),
      Metadata: schema(metadata),
    },
  });
}
