/** @file `cold-start`: from the start of the process to the first answer over HTTP. */
import type { Benchmark, Measurement } from "./harness.ts";
import { prepareServers, type StartedServer, startFlask, startLexops } from "./sides/imdb-servers.ts";

async function measure(start: () => Promise<StartedServer>): Promise<Measurement> {
  const server = await start();
  const cpuSeconds = server.cpuSeconds();
  await server.stop();
  return { value: server.firstAnswerMs / 1000, cpuSeconds };
}

const benchmark: Benchmark = {
  name: "cold-start",
  summary:
    "process start to first answer, TF-IDF and logistic regression of IMDb; the article's Flask app, mended, under gunicorn, 2 workers of 4 threads",
  unit: "s",
  better: "lower",
  target: 0.25,
  rounds: 7,
  prepare: prepareServers,
  cases: [{ name: "serve", ours: () => measure(startLexops), peer: () => measure(startFlask) }],
};

export default benchmark;
