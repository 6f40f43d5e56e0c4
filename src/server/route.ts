/** @file What a path answers, and how. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Names and values by turns. */
  readonly headers?: readonly string[];
}

/** An answer that is sent while it is made. */
export interface StreamedAnswer {
  readonly type: string;
  /** Makes it, handing on each part. What it throws before the first is answered as a failure. */
  send(part: (text: string) => void): Promise<void>;
}

/** Answers a request, or throws. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
) => Answer | StreamedAnswer | Promise<Answer | StreamedAnswer>;

/** Routes by path and method. */
export type Routes = ReadonlyMap<string, Readonly<Record<string, Route>>>;

/** What is served: routes beside those that every server has. */
export interface Service {
  readonly routes: Routes;
  /** Takes no new work and resolves when all accepted work is answered. */
  close(): Promise<void>;
}

/** An answer in JSON; a string is JSON already. */
export function json(status: number, body: unknown): Answer {
  return { status, type: "application/json", body: typeof body === "string" ? body : JSON.stringify(body) };
}

/** Whether a client has gone away. */
export function abandoned(response: ServerResponse): Pick<AbortSignal, "aborted"> {
  return {
    get aborted() {
      return response.destroyed;
    },
  };
}
