/** @file What can go wrong between a request and its answer, and when a server starts. */
import { knownNames, LexopsError } from "../foundation/index.ts";

/** The path leads nowhere. */
export class NoSuchRouteError extends LexopsError {
  readonly code = "server/no-such-route";
  readonly kind = "not-found";
  constructor(path: string, known: readonly string[]) {
    super(`There is nothing at ${JSON.stringify(path.slice(0, 200))}.`, knownNames(path, known));
  }
}

/** The path exists, but not for this method. */
export class MethodNotAllowedError extends LexopsError {
  readonly code = "server/method-not-allowed";
  readonly kind = "invalid-input";
  readonly allowed: readonly string[];
  constructor(method: string, path: string, allowed: readonly string[]) {
    super(`${path} does not take ${method.slice(0, 20)}.`, `Use ${allowed.join(" or ")}.`);
    this.allowed = allowed;
  }
}

/** The body is of a type that is not read. */
export class UnsupportedMediaTypeError extends LexopsError {
  readonly code = "server/unsupported-media-type";
  readonly kind = "invalid-input";
  constructor(received: string) {
    super(
      `The body is declared as ${JSON.stringify(received.slice(0, 100))}, but only application/json in UTF-8 is read.`,
      'Send the header "Content-Type: application/json" and an uncompressed body.',
    );
  }
}

/** The body is not JSON. */
export class MalformedJsonError extends LexopsError {
  readonly code = "server/malformed-json";
  readonly kind = "invalid-input";
  constructor(problem: string) {
    super(`The body is not valid JSON: ${problem}.`, 'Send an object such as {"text": "a fine film"}.');
  }
}

/** The body is larger than is read. */
export class BodyTooLargeError extends LexopsError {
  readonly code = "server/body-too-large";
  readonly kind = "too-large";
  constructor(limitBytes: number) {
    super(
      `The body has more than ${limitBytes} bytes.`,
      "Send fewer texts at once, or serve with a larger body limit.",
    );
  }
}

/** One text is longer than is read. */
export class TextTooLongError extends LexopsError {
  readonly code = "server/text-too-long";
  readonly kind = "too-large";
  constructor(field: string, sizeBytes: number, limitBytes: number) {
    super(
      `The field "${field}" has ${sizeBytes} bytes, and at most ${limitBytes} are read.`,
      "Send a part of the text, or serve with a larger text limit.",
    );
  }
}

/** More texts at once than are answered. */
export class TooManyTextsError extends LexopsError {
  readonly code = "server/too-many-texts";
  readonly kind = "too-large";
  constructor(count: number, limit: number) {
    super(
      `The request has ${count} texts, and at most ${limit} are answered at once.`,
      "Send them in several requests.",
    );
  }
}

/** More tokens than are written for one request. */
export class TooManyNewTokensError extends LexopsError {
  readonly code = "server/too-many-new-tokens";
  readonly kind = "too-large";
  constructor(count: number, limit: number) {
    super(
      `The request wants ${count} new tokens, and at most ${limit} are written for one.`,
      "Ask for fewer, and go on from what was written; or serve with a larger limit.",
    );
  }
}

/** A request for another host's name reached a server that listens on this machine only (DNS rebinding). */
export class UnexpectedHostError extends LexopsError {
  readonly code = "server/unexpected-host";
  readonly kind = "forbidden";
  constructor(host: string) {
    super(
      `The request names the host ${JSON.stringify(host.slice(0, 200))}, but this server answers for this machine only.`,
      "Ask http://127.0.0.1 or http://localhost, or serve with the host name that clients use.",
    );
  }
}

/** What arrived is not HTTP. */
export class MalformedRequestError extends LexopsError {
  readonly code = "server/malformed-request";
  readonly kind = "invalid-input";
  constructor() {
    super("The request is not valid HTTP/1.1.", "Use an ordinary HTTP client.");
  }
}

/** The request's headers are larger than is read. */
export class HeadersTooLargeError extends LexopsError {
  readonly code = "server/headers-too-large";
  readonly kind = "too-large";
  constructor() {
    super("The headers have more than 16 KiB.", "Send fewer or shorter headers.");
  }
}

/** The request did not arrive whole in time. */
export class RequestTimeoutError extends LexopsError {
  readonly code = "server/request-timeout";
  readonly kind = "invalid-input";
  constructor() {
    super("The request did not arrive whole in time.", "Send it again, over a faster connection.");
  }
}

/** Another program listens on the port. */
export class PortInUseError extends LexopsError {
  readonly code = "server/port-in-use";
  readonly kind = "conflict";
  constructor(host: string, port: number, options?: ErrorOptions) {
    super(
      `Port ${port} of ${host} is in use by another program.`,
      "Choose another port with --port, or --port 0 for any free one.",
      options,
    );
  }
}

/** The system does not let this user listen there. */
export class PortForbiddenError extends LexopsError {
  readonly code = "server/port-forbidden";
  readonly kind = "forbidden";
  constructor(host: string, port: number, options?: ErrorOptions) {
    super(
      `The system does not allow listening on port ${port} of ${host}.`,
      "Choose a port from 1024 up with --port.",
      options,
    );
  }
}

/** The address is not one of this machine's. */
export class AddressNotAvailableError extends LexopsError {
  readonly code = "server/address-not-available";
  readonly kind = "invalid-input";
  constructor(host: string, options?: ErrorOptions) {
    super(
      `${JSON.stringify(host)} is not an address of this machine.`,
      "Use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses.",
      options,
    );
  }
}
