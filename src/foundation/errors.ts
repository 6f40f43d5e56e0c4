/** @file The one error hierarchy. Each failure is a subclass in its own folder's `errors.ts`. */

/** What sort of failure it is; the HTTP status and the exit code follow from it, in one place each. */
export type ErrorKind =
  | "invalid-input"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "too-large"
  | "rate-limited"
  | "cancelled"
  | "unavailable"
  | "not-implemented"
  | "check-failed"
  | "bug";

/**
 * A failure that a user can act on. `message` is one sentence that says what happened, where, and with which value;
 * `remedy` says what to do. `code` is stable (`folder/what-happened`) and documented in `docs/errors.md`.
 */
export abstract class LexopsError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  readonly remedy: string;

  constructor(sentence: string, remedy: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** The user or a caller stopped the work; nothing is half-written. */
export class CancelledError extends LexopsError {
  readonly code = "foundation/cancelled";
  readonly kind = "cancelled";
  constructor(work: string) {
    super(`${work} was cancelled.`, "Run it again to start over; where it takes --resume, that goes on instead.");
  }
}

/** A failure that reached us from a worker thread, with its facts unchanged. */
export class RemoteError extends LexopsError {
  readonly code: string;
  readonly kind: ErrorKind;
  constructor(facts: ErrorFacts) {
    super(facts.message, facts.remedy);
    this.code = facts.code;
    this.kind = facts.kind;
    if (facts.stack !== undefined) this.stack = facts.stack;
  }
}

/** An error as plain data, so that it can cross a thread or a wire. */
export interface ErrorFacts {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly remedy: string;
  readonly stack?: string;
}

/** Any thrown value as plain facts; what is not a `LexopsError` is a bug of ours. */
export function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof LexopsError) {
    const { code, kind, message, remedy, stack } = error;
    return { code, kind, message, remedy, ...(stack === undefined ? {} : { stack }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    code: "foundation/bug",
    kind: "bug",
    message: `Something unexpected happened: ${message}`,
    remedy: "This is a defect in Lexops. Run again with --debug and report what it prints.",
    ...(stack === undefined ? {} : { stack }),
  };
}
