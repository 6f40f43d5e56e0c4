/** @file `predict-http`: requests a second for single predictions, by 32 connections with real reviews. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Benchmark, Measurement } from "./harness.ts";
import { prepareServers, requestsFile, type StartedServer, startFlask, startLexops } from "./sides/imdb-servers.ts";

interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Loads a server with `wrk` (a package of most systems), on the same cores. */
async function load(port: number, seconds: number): Promise<Load> {
  const script = path.join(import.meta.dirname, "sides/predict-load.lua");
  const url = `http://127.0.0.1:${port}/predict`;
  const args = ["-t1", "-c32", `-d${seconds}s`, "--timeout", "10s", "-s", script, url, "--", requestsFile];
  const { stdout } = await promisify(execFile)("wrk", args);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Load;
}

async function measure(start: () => Promise<StartedServer>): Promise<Measurement> {
  const server = await start();
  try {
    await load(server.port, 3);
    const cpuBefore = server.cpuSeconds();
    const { requests, seconds, failed, p50Ms, p99Ms } = await load(server.port, 8);
    const cpuSeconds = server.cpuSeconds() - cpuBefore;
    return {
      value: requests / seconds,
      cpuSeconds,
      facts: { failed, p50Ms, p99Ms, cpuMicrosecondsEach: (cpuSeconds * 1e6) / requests },
    };
  } finally {
    await server.stop();
  }
}

const benchmark: Benchmark = {
  name: "predict-http",
  summary:
    "single predictions by TF-IDF and logistic regression, 32 connections, real IMDb reviews, load generator on the same cores; the article's Flask app, mended, under gunicorn, 2 workers of 4 threads",
  unit: "requests/s",
  better: "higher",
  target: 10,
  prepare: prepareServers,
  cases: [{ name: "one text a request", ours: () => measure(startLexops), peer: () => measure(startFlask) }],
};

export default benchmark;
