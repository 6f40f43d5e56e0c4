/** @file One request to a hub: who may see the token, which redirects are followed, what a refusal means. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  HubAnswerError,
  HubForbiddenError,
  HubNotFoundError,
  HubRateLimitedError,
  HubUnauthenticatedError,
  HubUnreachableError,
} from "./errors.ts";
import type { HubSettings } from "./hub-settings.ts";

/** A hub, and what requests are made with. */
export interface HubClient {
  readonly settings: HubSettings;
  readonly fetch: typeof fetch;
  readonly userAgent: string;
  /** Doubled with each further try of what failed. */
  readonly retryDelayMs: number;
  /** Nothing arriving for this long is a lost connection. */
  readonly idleMs: number;
}

/** What is asked for. */
export interface HubRequest {
  readonly url: string;
  readonly repository: string;
  /** What is meant, where the hub has none: "model owner/name". */
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const mostRedirects = 10;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The answer to a GET, after redirects. The token goes to the endpoint's own origin and nowhere else; a redirect from
 * https to http is refused. @throws HubUnreachableError where no answer came; what a refusal means
 */
export async function hubRequest(client: HubClient, request: HubRequest): Promise<Response> {
  const { endpoint, token } = client.settings;
  const { origin, hostname } = new URL(endpoint);
  let url = new URL(request.url);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await get(client, url, {
      ...request,
      headers: {
        ...request.headers,
        "user-agent": client.userAgent,
        // A packed answer would have neither the size nor the ranges that are asked for.
        "accept-encoding": "identity",
        ...(token !== undefined && url.origin === origin ? { authorization: `Bearer ${token}` } : {}),
      },
    });
    if (!redirects.has(response.status)) return requireSuccess(response, url, request, token !== undefined);
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (location === null || !URL.canParse(location, url.href))
      throw new HubAnswerError(hostname, "a redirect leads nowhere");
    const next = new URL(location, url.href);
    if (next.protocol !== "https:" && next.protocol !== url.protocol)
      throw new HubAnswerError(hostname, `a redirect leads to ${next.protocol}//, which is not safe`);
    url = next;
  }
  throw new HubAnswerError(hostname, `more than ${mostRedirects} redirects`);
}

async function get(client: HubClient, url: URL, { headers = {}, signal }: HubRequest): Promise<Response> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), client.idleMs);
  try {
    return await client.fetch(url.href, {
      redirect: "manual",
      headers,
      signal: AbortSignal.any([signal, silence.signal]),
    });
  } catch (error) {
    signal.throwIfAborted();
    const problem = silence.signal.aborted ? `no answer within ${client.idleMs / 1000} s` : reasonOf(error);
    throw new HubUnreachableError(url.host, problem, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** What the system says of a lost connection, for example "ECONNREFUSED". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? message;
}

async function requireSuccess(
  response: Response,
  { host }: URL,
  { repository, what }: HubRequest,
  hasToken: boolean,
): Promise<Response> {
  if (response.ok) return response;
  await response.body?.cancel();
  const { status, headers } = response;
  // The hub says 401 also of what does not exist, so that names of private repositories are not found out.
  if (status === 401) throw new HubUnauthenticatedError(repository, host, hasToken);
  if (status === 403) throw new HubForbiddenError(repository, host);
  if (status === 404) throw new HubNotFoundError(what, host);
  if (status === 429) throw new HubRateLimitedError(host, headers.get("retry-after"));
  if (status >= 500) throw new HubUnreachableError(host, `it answers with status ${status}`);
  throw new HubAnswerError(host, `status ${status} for ${what}`);
}

/**
 * The bytes of an answer as they come. A connection that is cut, or silent for too long, ends it early: who reads knows
 * how many bytes there should be. Aborting throws the signal's reason.
 */
export async function* bytesOf(
  client: HubClient,
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const timer = setTimeout(() => void reader.cancel().catch(() => {}), client.idleMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } catch {
    signal.throwIfAborted();
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Runs `work` again where the hub could not be reached, up to `tries` times in all, waiting longer each time. */
export async function withRetries<Result>(
  client: HubClient,
  tries: number,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HubUnreachableError) || attempt >= tries) throw error;
      await sleep(client.retryDelayMs * 2 ** (attempt - 1), undefined, { signal });
    }
  }
}
