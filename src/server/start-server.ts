/** @file Listens, and stops listening without losing an accepted request. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, isIPv6, type Socket } from "node:net";
import type { LoadedBundle } from "../lifecycle/bundle/index.ts";
import {
  AddressNotAvailableError,
  HeadersTooLargeError,
  MalformedRequestError,
  PortForbiddenError,
  PortInUseError,
  RequestTimeoutError,
} from "./errors.ts";
import { problemOf } from "./problem.ts";
import { createRequestHandler } from "./request-handler.ts";
import type { ServeOptions } from "./serve-options.ts";

/** A running server. */
export interface RunningServer {
  /** For example `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Refuses new requests, finishes those accepted, then closes. The bundle stays open. */
  close(): Promise<void>;
}

/** Serves a bundle. @throws PortInUseError, PortForbiddenError, AddressNotAvailableError */
export async function startServer(bundle: LoadedBundle, options: ServeOptions = {}): Promise<RunningServer> {
  const { host = "127.0.0.1", port = 8000, closeTimeoutMs = 30_000, allowedHosts = [] } = options;
  const handler = createRequestHandler(bundle, options, knownHosts(host, allowedHosts));
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, handler.handle);
  server.on("clientError", refuseBrokenRequest);
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${address.port}`,
    close() {
      closed ??= closeServer(server, handler.close(), closeTimeoutMs);
      return closed;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE") return new PortInUseError(host, port, { cause: error });
  if (error.code === "EACCES" || error.code === "EPERM") return new PortForbiddenError(host, port, { cause: error });
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
    return new AddressNotAvailableError(host, { cause: error });
  return error;
}

/** Names that a browser on this machine uses for a server on a loopback address; other servers answer to any name. */
function knownHosts(host: string, allowed: readonly string[]): ReadonlySet<string> | undefined {
  if (host !== "localhost" && host !== "::1" && !/^127\.\d+\.\d+\.\d+$/.test(host)) return undefined;
  return new Set(["localhost", "127.0.0.1", "[::1]", host, ...allowed].map((name) => name.toLowerCase()));
}

async function closeServer(server: Server, answered: Promise<void>, timeoutMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  const giveUp = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await Promise.all([ended, answered]);
  clearTimeout(giveUp);
}

/** Answers what is not even HTTP, and ends its connection. */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const known: Readonly<Record<string, Error>> = {
    HPE_HEADER_OVERFLOW: new HeadersTooLargeError(),
    ERR_HTTP_REQUEST_TIMEOUT: new RequestTimeoutError(),
  };
  const { status, body } = problemOf(known[error.code ?? ""] ?? new MalformedRequestError());
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
