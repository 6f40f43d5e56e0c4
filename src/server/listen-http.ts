/** @file One listening socket: opens, answers, and closes without losing an accepted request. */
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
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
import type { Service } from "./route.ts";
import type { ServeOptions } from "./serve-options.ts";

/** An `import` of this module would run its lazy getters, one of which loads the whole of undici: 40 ms of every start. */
const { createServer } = process.getBuiltinModule("node:http");
const { Server: SocketServer } = process.getBuiltinModule("node:net");

/** How long a closing server still answers, if only to refuse, what was on its way when closing began. */
const lastRequestsMs = 100;

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Lets other threads listen on the same port. */
  readonly sharePort: boolean;
}

/** One listening socket. */
export interface HttpListener {
  readonly port: number;
  /** Accepts no more, finishes what was accepted, then closes. */
  close(): Promise<void>;
}

/** Listens for requests of a service. @throws PortInUseError, PortForbiddenError, AddressNotAvailableError */
export async function listenHttp(
  service: Service,
  options: ServeOptions,
  address: ListenAddress,
): Promise<HttpListener> {
  const { closeTimeoutMs = 30_000, allowedHosts = [] } = options;
  const handler = createRequestHandler(service, options, knownHosts(address.host, allowedHosts));
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, handler.handle);
  server.on("clientError", refuseBrokenRequest);
  await listen(server, address);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeServer(server, handler.close(), closeTimeoutMs),
  };
}

/** Fails as `listenHttp` would when the port can't be had by this program alone. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer();
  await listen(server, { host, port, sharePort: false });
  await new Promise((resolve) => server.close(resolve));
}

function listen(server: Server, { host, port, sharePort }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
    server.listen({ host, port, reusePort: sharePort }, resolve);
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
  // An HTTP server's own `close` ends idle connections at once, and resets those whose next request is on its way.
  const ended = new Promise<void>((resolve) => SocketServer.prototype.close.call(server, () => resolve()));
  await Promise.race([ended, wait(lastRequestsMs)]);
  server.close();
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
