/** @file How predictions are served, and what a request may ask. */

/** How predictions are served. */
export interface ServeOptions {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** 0 takes any free port. Default 8000. */
  readonly port?: number | undefined;
  /** Texts that may wait; more are refused with 503 and Retry-After. Default 1024. */
  readonly queueLimit?: number | undefined;
  /** Default 8 MiB. */
  readonly bodyLimitBytes?: number | undefined;
  /** Default 1 MiB. */
  readonly textLimitBytes?: number | undefined;
  /** Tokens that a language model writes for one request, at most. Default 1024. */
  readonly newTokensLimit?: number | undefined;
  /** Threads that answer HTTP. Default: as many as the machine has cores, at most 8. */
  readonly threads?: number | undefined;
  /** Host names, beside this machine's own, that a server on a loopback address answers for. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** How long a closing server waits for accepted requests. Default 30,000. */
  readonly closeTimeoutMs?: number | undefined;
  /** Told of every failure that is a defect of ours; the client only learns that there was one. */
  readonly onDefect?: ((error: unknown) => void) | undefined;
}

/** What a request may ask. */
export interface ServeLimits {
  readonly bodyBytes: number;
  readonly textBytes: number;
  /** In one request. */
  readonly texts: number;
  /** In all requests that wait. */
  readonly waitingTexts: number;
  /** That a language model writes for one request. */
  readonly newTokens: number;
}

/** The limits with every default. */
export function serveLimits({
  queueLimit = 1024,
  bodyLimitBytes = 8 << 20,
  textLimitBytes = 1 << 20,
  newTokensLimit = 1024,
}: ServeOptions): ServeLimits {
  return {
    bodyBytes: bodyLimitBytes,
    textBytes: textLimitBytes,
    texts: Math.min(queueLimit, 1000),
    waitingTexts: queueLimit,
    newTokens: newTokensLimit,
  };
}
