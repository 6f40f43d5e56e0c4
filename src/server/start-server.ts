/** @file A server: one listening thread, or several on one port. */
import { isIPv6 } from "node:net";
import { availableParallelism } from "node:os";
import type { LoadedBundle } from "../lifecycle/bundle/index.ts";
import { createBundleService } from "./bundle-service.ts";
import { type HttpListener, listenHttp, requireFreePort } from "./listen-http.ts";
import { startListeningThreads } from "./listening-threads.ts";
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
  const { host = "127.0.0.1", port = 8000, onDefect = () => {}, ...plain } = options;
  const threads = listeningThreads(bundle, options);
  const listener = await firstListener(bundle, options, { host, port, sharePort: threads > 1 });
  const { id, folder } = bundle.bundle;
  const others = startListeningThreads(
    threads - 1,
    { folder, bundleId: id, host, port: listener.port, options: plain },
    onDefect,
  );
  let closed: Promise<unknown> | undefined;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${listener.port}`,
    async close() {
      closed ??= Promise.all([listener.close(), others.close()]);
      await closed;
    },
  };
}

async function firstListener(
  bundle: LoadedBundle,
  options: ServeOptions,
  address: { readonly host: string; readonly port: number; readonly sharePort: boolean },
): Promise<HttpListener> {
  // A shared port could be shared with another program's server unnoticed.
  if (address.sharePort && address.port !== 0) await requireFreePort(address.host, address.port);
  return listenHttp(createBundleService(bundle, options), options, address);
}

/** A model that computes in worker threads leaves little to do here; Linux alone shares out a port's connections. */
function listeningThreads(
  bundle: LoadedBundle,
  { threads = Math.min(availableParallelism(), 8) }: ServeOptions,
): number {
  return bundle.usesWorkers || process.platform !== "linux" ? 1 : threads;
}
