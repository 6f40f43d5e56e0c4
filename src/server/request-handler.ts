/** @file Routes: from a request to a body, headers and a status. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { MethodNotAllowedError, NoSuchRouteError, UnexpectedHostError } from "./errors.ts";
import { problemOf } from "./problem.ts";
import { type Answer, json, type Route, type Routes, type Service } from "./route.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Headers of every answer. */
const safety = ["Cache-Control", "no-store", "X-Content-Type-Options", "nosniff"];

/** Answers requests for one service. */
export interface RequestHandler {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** From now on: not ready, no new work, connections end with their answer. Resolves when all accepted work is answered. */
  close(): Promise<void>;
}

/** Makes the handler. `hosts`: names that requests must use, or `undefined` for any. */
export function createRequestHandler(
  service: Service,
  options: ServeOptions,
  hosts: ReadonlySet<string> | undefined,
): RequestHandler {
  let closing = false;
  const ready: Route = () => (closing ? json(503, { status: "stopping" }) : json(200, { status: "ready" }));
  const routes: Routes = new Map([
    ...service.routes,
    ["/health/live", { GET: () => json(200, { status: "live" }) }],
    ["/health/ready", { GET: ready }],
  ]);

  function answer(request: IncomingMessage, response: ServerResponse): ReturnType<Route> {
    requireHost(request.headers.host, hosts);
    const path = (request.url ?? "/").split("?", 1)[0]!;
    const methods = routes.get(path);
    if (methods === undefined) throw new NoSuchRouteError(path, [...routes.keys()]);
    const route = methods[request.method === "HEAD" ? "GET" : (request.method ?? "GET")];
    if (route === undefined) throw new MethodNotAllowedError(request.method ?? "", path, allowedMethods(methods));
    return route(request, response);
  }

  /** Status and headers. What is left of a refused body is not read. */
  function begin(request: IncomingMessage, response: ServerResponse, status: number, fields: readonly string[]): void {
    const last = closing || !request.complete ? ["Connection", "close"] : [];
    response.writeHead(status, [...fields, ...safety, ...last]);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let result: Answer;
    try {
      const found = await answer(request, response);
      if ("send" in found) {
        await found.send((text) => {
          if (!response.headersSent) begin(request, response, 200, ["Content-Type", found.type]);
          response.write(text);
        });
        response.end();
        return;
      }
      result = found;
    } catch (error) {
      result = failure(error, options);
    }
    const { status, type, body, headers = [] } = result;
    const length = `${Buffer.byteLength(body)}`;
    begin(request, response, status, ["Content-Type", type, "Content-Length", length, ...headers]);
    response.end(body);
  }

  return {
    handle: (request, response) => void handle(request, response),
    close() {
      closing = true;
      return service.close();
    },
  };
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
