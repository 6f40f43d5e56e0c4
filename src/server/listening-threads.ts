/** @file Further threads that listen on the same port, each with the bundle in its own memory; the system shares out connections. */
import { createWorkerPool, siblingModule } from "../foundation/index.ts";
import type { ListenRequest } from "./serve-worker.ts";

/** Threads that answer beside this one. */
export interface ListeningThreads {
  /** Ends them when they have answered what they accepted. */
  close(): Promise<void>;
}

/** Starts threads; each begins to answer once it has loaded the bundle. `onFailure` is told of one that can't. */
export function startListeningThreads(
  count: number,
  request: ListenRequest,
  onFailure: (error: unknown) => void,
): ListeningThreads {
  if (count === 0) return { close: async () => {} };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "serve-worker"), threads: count });
  const listening = Promise.all(Array.from({ length: count }, () => pool.run("listen", request).catch(onFailure)));
  return {
    async close() {
      await listening;
      // All are idle now, so each takes one of these.
      await Promise.allSettled(Array.from({ length: count }, () => pool.run("close", null)));
      await pool.close();
    },
  };
}
