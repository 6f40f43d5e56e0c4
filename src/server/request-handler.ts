/** @file Routes: from a request to a body, headers and a status. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type LoadedBundle, type Prediction, requireAttention } from "../lifecycle/bundle/index.ts";
import { type Batcher, createBatcher } from "../lifecycle/serving/index.ts";
import { MethodNotAllowedError, NoSuchRouteError, UnexpectedHostError } from "./errors.ts";
import { openApi } from "./openapi.ts";
import { tryPage } from "./page.ts";
import { type AttendedPrediction, predictAnswerText } from "./predict-answer.ts";
import { readPredictRequest } from "./predict-request.ts";
import { problemOf } from "./problem.ts";
import { readJsonBody } from "./read-body.ts";
import { type ServeOptions, serveLimits } from "./serve-options.ts";

/** Requests of one event-loop turn that share a run of the graph. */
const maximumBatch = 64;

/** Headers of every answer. */
const safety = ["Cache-Control", "no-store", "X-Content-Type-Options", "nosniff"];

/** What a route answers. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Names and values by turns. */
  readonly headers?: readonly string[];
}

type Route = (request: IncomingMessage, response: ServerResponse) => Answer | Promise<Answer>;

/** Answers requests for one bundle. */
export interface RequestHandler {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** From now on: not ready, no new texts, connections end with their answer. Resolves when all accepted texts are answered. */
  close(): Promise<void>;
}

/** Makes the handler. `hosts`: names that requests must use, or `undefined` for any. */
export function createRequestHandler(
  bundle: LoadedBundle,
  options: ServeOptions,
  hosts: ReadonlySet<string> | undefined,
): RequestHandler {
  const limits = serveLimits(options);
  const batcher = createBatcher<string, Prediction>({
    run: (texts) => bundle.predict(texts),
    maximumBatch,
    queueLimit: limits.waitingTexts,
  });
  let closing = false;
  const routes = createRoutes(bundle, options, batcher, () => closing);

  function answer(request: IncomingMessage, response: ServerResponse): Answer | Promise<Answer> {
    requireHost(request.headers.host, hosts);
    const path = (request.url ?? "/").split("?", 1)[0]!;
    const methods = routes.get(path);
    if (methods === undefined) throw new NoSuchRouteError(path, [...routes.keys()]);
    const route = methods[request.method === "HEAD" ? "GET" : (request.method ?? "GET")];
    if (route === undefined) throw new MethodNotAllowedError(request.method ?? "", path, allowedMethods(methods));
    return route(request, response);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let result: Answer;
    try {
      result = await answer(request, response);
    } catch (error) {
      result = failure(error, options);
    }
    const { status, type, body, headers = [] } = result;
    const fields = ["Content-Type", type, "Content-Length", `${Buffer.byteLength(body)}`, ...safety, ...headers];
    // What is left of a refused body is not read.
    if (closing || !request.complete) fields.push("Connection", "close");
    response.writeHead(status, fields);
    response.end(body);
  }

  return {
    handle: (request, response) => void handle(request, response),
    close() {
      closing = true;
      return batcher.close();
    },
  };
}

function createRoutes(
  bundle: LoadedBundle,
  options: ServeOptions,
  batcher: Batcher<string, Prediction>,
  isClosing: () => boolean,
): ReadonlyMap<string, Readonly<Record<string, Route>>> {
  const limits = serveLimits(options);
  const { name, id, manifest, pipeline, labels } = bundle.bundle;
  const model = { name, version: id.slice(0, 12) };

  const predict: Route = async (request, response) => {
    const { texts, single, attention } = readPredictRequest(await readJsonBody(request, limits.bodyBytes), limits);
    const attentionOf = attention ? requireAttention(bundle) : undefined;
    const abandoned = {
      get aborted() {
        return response.destroyed;
      },
    };
    const predictions = await batcher.submit(texts, abandoned);
    if (attentionOf === undefined) return json(200, predictAnswerText(predictions, single, model));
    const attended: AttendedPrediction[] = [];
    for (const [at, prediction] of predictions.entries())
      attended.push({ ...prediction, attention: await attentionOf(texts[at]!) });
    return json(200, predictAnswerText(attended, single, model));
  };
  const page: Route = () => {
    const { html, contentSecurityPolicy } = tryPage();
    const headers = ["Content-Security-Policy", contentSecurityPolicy, "Referrer-Policy", "no-referrer"];
    return { status: 200, type: "text/html; charset=utf-8", body: html, headers };
  };
  const metadata: Route = () =>
    json(200, {
      ...model,
      id,
      task: manifest.task,
      labels,
      thresholds: manifest.thresholds ?? null,
      pipeline: pipeline.config.type,
      features: pipeline.featureCount,
      attention: bundle.attentionOf !== undefined,
      ...manifest.signature,
      limits,
    });
  return new Map<string, Readonly<Record<string, Route>>>([
    ["/predict", { POST: predict }],
    ["/health/live", { GET: () => json(200, { status: "live" }) }],
    [
      "/health/ready",
      { GET: () => (isClosing() ? json(503, { status: "stopping" }) : json(200, { status: "ready" })) },
    ],
    ["/metadata", { GET: metadata }],
    ["/openapi.json", { GET: () => json(200, openApi(bundle, limits)) }],
    ["/", { GET: page }],
  ]);
}

function json(status: number, body: unknown): Answer {
  return { status, type: "application/json", body: typeof body === "string" ? body : JSON.stringify(body) };
}

function failure(error: unknown, options: ServeOptions): Answer {
  const { status, body } = problemOf(error);
  if (status === 500) options.onDefect?.(error);
  const headers = [
    ...(status === 503 ? ["Retry-After", "1"] : []),
    ...(error instanceof MethodNotAllowedError ? ["Allow", error.allowed.join(", ")] : []),
  ];
  return { status, type: "application/problem+json", body, headers };
}

function allowedMethods(methods: Readonly<Record<string, Route>>): string[] {
  return Object.keys(methods).flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}

/** A page of another site can make a browser ask this server under that site's name: such requests are refused. */
function requireHost(header: string | undefined, hosts: ReadonlySet<string> | undefined): void {
  if (hosts === undefined) return;
  const name = (header ?? "").replace(/:\d+$/, "").toLowerCase();
  if (!hosts.has(name)) throw new UnexpectedHostError(header ?? "");
}
