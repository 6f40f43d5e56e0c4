import { once } from "node:events";
import type { api } from "../api/index.ts";
import { loadBundle } from "../lifecycle/bundle/index.ts";
import type { Action } from "./action.ts";
import { curlLine } from "./curl-line.ts";

/** Answers until the signal is aborted, then finishes what it accepted. */
export const serve: Action<typeof api.serve> = async function* (context, input) {
  const { bundle: folder, threads, host, port, queueLimit, bodyLimitBytes, textLimitBytes } = input;
  const bundle = await loadBundle(folder, { threads, notice: context.notice });
  try {
    const server = await context.startServer(bundle, {
      host,
      port,
      threads,
      ...(queueLimit === undefined ? {} : { queueLimit }),
      ...(bodyLimitBytes === undefined ? {} : { bodyLimitBytes }),
      ...(textLimitBytes === undefined ? {} : { textLimitBytes }),
    });
    try {
      const { url } = server;
      yield { url, bundle: folder, id: bundle.bundle.id, curl: curlLine(url, "I liked it a lot") };
      if (!context.signal.aborted) await once(context.signal, "abort");
    } finally {
      await server.close();
    }
  } finally {
    await bundle.close();
  }
};
