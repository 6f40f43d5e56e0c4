/** @file A server: one listening thread, or several on one port. */
import { isIPv6 } from "node:net";
import { availableParallelism } from "node:os";
import type { Served } from "../lifecycle/serving/index.ts";
import { createService } from "./create-service.ts";
import { type HttpListener, listenHttp, requireFreePort } from "./listen-http.ts";
import { startListeningThreads } from "./listening-threads.ts";
import type { ServeOptions } from "./serve-options.ts";
import { warmUp } from "./warm-up.ts";

/** A running server. */
export interface RunningServer {
  /** For example `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Refuses new requests, finishes those accepted, then closes. What is served stays open. */
  close(): Promise<void>;
}

/** Serves a bundle, a sentence encoder or a language model, once it is warm. @throws PortInUseError, PortForbiddenError, AddressNotAvailableError */
export async function startServer(served: Served, options: ServeOptions = {}): Promise<RunningServer> {
  const { host = "127.0.0.1", port = 8000, onDefect = () => {}, ...plain } = options;
  await warmUp(served, options.threads);
  const threads = listeningThreads(served, options);
  const listener = await firstListener(served, options, { host, port, sharePort: threads > 1 });
  const others =
    "bundle" in served
      ? startListeningThreads(
          threads - 1,
          { folder: served.bundle.folder, bundleId: served.bundle.id, host, port: listener.port, options: plain },
          onDefect,
        )
      : undefined;
  let closed: Promise<unknown> | undefined;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${listener.port}`,
    async close() {
      closed ??= Promise.all([listener.close(), others?.close()]);
      await closed;
    },
  };
}

async function firstListener(
  served: Served,
  options: ServeOptions,
  address: { readonly host: string; readonly port: number; readonly sharePort: boolean },
): Promise<HttpListener> {
  // A shared port could be shared with another program's server unnoticed.
  if (address.sharePort && address.port !== 0) await requireFreePort(address.host, address.port);
  return listenHttp(createService(served, options), options, address);
}

/** A model that computes in worker threads leaves little to do here; Linux alone shares out a port's connections. */
function listeningThreads(served: Served, { threads = Math.min(availableParallelism(), 8) }: ServeOptions): number {
  const computesElsewhere = !("bundle" in served) || served.usesWorkers;
  return computesElsewhere || process.platform !== "linux" ? 1 : threads;
}
