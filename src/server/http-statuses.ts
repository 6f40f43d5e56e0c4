/** @file The one place where an error becomes an HTTP status. */
import type { ErrorFacts, ErrorKind } from "../foundation/index.ts";

/** The status of each kind of error. 499, as proxies log it: the client went away. */
export const httpStatuses: Readonly<Record<ErrorKind, number>> = {
  "invalid-input": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "rate-limited": 429,
  cancelled: 499,
  unavailable: 503,
  "not-implemented": 501,
  "check-failed": 422,
  bug: 500,
};

/** Codes for which HTTP has a status of its own. */
const statusesByCode: Readonly<Record<string, number>> = {
  "server/method-not-allowed": 405,
  "server/request-timeout": 408,
  "server/unsupported-media-type": 415,
  "server/headers-too-large": 431,
};

/** The HTTP status of an error. */
export function httpStatus({ code, kind }: Pick<ErrorFacts, "code" | "kind">): number {
  return statusesByCode[code] ?? httpStatuses[kind];
}
