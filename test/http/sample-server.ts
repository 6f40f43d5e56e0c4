/** @file A real server over a small real bundle, for the tests of HTTP. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleContents } from "../../src/lifecycle/bundle/bundle.sample.ts";
import { type LoadedBundle, loadBundle, writeBundle } from "../../src/lifecycle/bundle/index.ts";
import { type RunningServer, type ServeOptions, startServer } from "../../src/server/index.ts";

/** A server, its bundle, and how to end both. */
export interface SampleServer extends RunningServer {
  readonly bundle: LoadedBundle;
  /** Sends JSON, or text as it is, and gives status, headers and the parsed answer. */
  post(route: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<JsonAnswer>;
  get(route: string): Promise<JsonAnswer>;
}

/** An answer. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
  readonly body: any;
}

/** Starts a server on a free port of this machine. */
export async function startSampleServer(
  kind: "rows" | "tokens" | "none" = "rows",
  options: ServeOptions = {},
): Promise<SampleServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-http-"));
  await writeBundle(folder, await sampleContents(kind));
  const bundle = await loadBundle(folder, { threads: 1 });
  const server = await startServer(bundle, { port: 0, threads: 1, ...options });
  const ask = async (route: string, init: RequestInit): Promise<JsonAnswer> => {
    const response = await fetch(server.url + route, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    url: server.url,
    bundle,
    post: (route, body, headers = {}) =>
      ask(route, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      }),
    get: (route) => ask(route, {}),
    async close() {
      await server.close();
      await bundle.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
