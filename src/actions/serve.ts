import { once } from "node:events";
import type { api } from "../api/index.ts";
import type { Action } from "./action.ts";
import { askLine } from "./curl-line.ts";
import { openServed } from "./open-served.ts";

/** What to ask first. */
const questions = {
  predict: { text: "I liked it a lot" },
  embed: { text: "I liked it a lot" },
  generate: { prompt: "Once upon a time", maxNewTokens: 20 },
} as const;

/** Answers until the signal is aborted, then finishes what it accepted. */
export const serve: Action<typeof api.serve> = async function* (context, input) {
  const { bundle, ...options } = input;
  const { threads } = options;
  const opened = await openServed(context.home, bundle, { threads, notice: context.notice });
  try {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const server = await context.startServer(opened.served, given);
    try {
      const { url } = server;
      const { id, task } = opened;
      yield { url, bundle, id, task, curl: askLine(url, task, questions[task]) };
      if (!context.signal.aborted) await once(context.signal, "abort");
    } finally {
      await server.close();
    }
  } finally {
    await opened.close();
  }
};
