/** @file Both sides' servers over TF-IDF and logistic regression of IMDb's official training set: made, started, asked, ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { benchData, benchFolder, measurePython } from "../harness.ts";
import { peersFolder } from "../peers-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folder = benchFolder("imdb-servers");
const bundle = path.join(folder, "bundle");
/** JSON request bodies with real reviews, one a line. */
export const requestsFile = path.join(folder, "requests.jsonl");

/** Trains both models and builds the package, whose compiled JavaScript is what users run. */
export async function prepareServers(): Promise<void> {
  if (!existsSync(path.join(folder, "model.joblib"))) {
    const part = benchFolder("imdb-servers.part");
    await measurePython("flask_model.py", [
      benchData("imdb/imdb-50k.csv.gz"),
      benchData("imdb/imdb-50k-splits.csv.gz"),
      part,
    ]);
    rmSync(folder, { recursive: true });
    renameSync(part, folder);
  }
  await run(path.join(root, "node_modules/.bin/tsc"), "--project", path.join(root, "tsconfig.build.json"));
  await run(process.execPath, path.join(root, "scripts/copy-assets.ts"));
  if (existsSync(bundle)) return;
  const columns = ["--text", "review", "--label", "sentiment"];
  const settings = ["--recipe", "logistic-regression-unigrams", "--test-size", "0", "--output", bundle, "--quiet"];
  await run(
    process.execPath,
    path.join(root, "dist/cli/main.js"),
    "train",
    path.join(folder, "train.csv"),
    ...columns,
    ...settings,
  );
}

async function run(command: string, ...args: string[]): Promise<void> {
  const [code] = await once(spawn(command, args, { stdio: ["ignore", 2, 2] }), "exit");
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}.`);
}

/** A server that has answered once. */
export interface StartedServer {
  readonly port: number;
  /** From the start of its process to its first whole answer to `POST /predict`. */
  readonly firstAnswerMs: number;
  /** CPU seconds of it and its children so far. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** `lexops serve` as a user starts it. */
export async function startLexops(): Promise<StartedServer> {
  const port = await freePort();
  const args = [path.join(root, "dist/cli/main.js"), "serve", bundle, "--port", String(port), "--quiet"];
  return startServer(port, () => spawn(process.execPath, args, { stdio: ["ignore", "ignore", 2] }));
}

/** The article's Flask app under gunicorn, two workers of four threads. */
export async function startFlask(): Promise<StartedServer> {
  const port = await freePort();
  const args = [
    "--workers",
    "2",
    "--threads",
    "4",
    "--bind",
    `127.0.0.1:${port}`,
    "--log-level",
    "error",
    "flask_app:app",
  ];
  const env = { ...process.env, MODEL_FILE: path.join(folder, "model.joblib"), OMP_NUM_THREADS: "1" };
  const cwd = path.join(root, "bench/peers");
  return startServer(port, () =>
    spawn(path.join(peersFolder(), "bin/gunicorn"), args, { cwd, env, stdio: ["ignore", "ignore", 2] }),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startServer(port: number, start: () => ChildProcess): Promise<StartedServer> {
  const body = readFileSync(requestsFile, "utf8").split("\n", 1)[0]!;
  const before = performance.now();
  const child = start();
  const ended = once(child, "exit");
  await firstAnswer(port, body, ended);
  return {
    port,
    firstAnswerMs: performance.now() - before,
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Asks every two milliseconds until the port answers. */
async function firstAnswer(port: number, body: string, ended: Promise<unknown>): Promise<void> {
  let alive = true;
  void ended.then(() => {
    alive = false;
  });
  while (alive) {
    const headers = { "Content-Type": "application/json", Connection: "close" };
    const answer = await fetch(`http://127.0.0.1:${port}/predict`, { method: "POST", headers, body }).catch(
      () => undefined,
    );
    if (answer?.ok) {
      await answer.json();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error("The server ended before it answered.");
}

/** User and system time of a process and its children, in Linux's hundredths of a second. */
function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const own = (Number(fields[11]) + Number(fields[12])) / 100;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return children === "" ? own : children.split(" ").reduce((sum, child) => sum + cpuSecondsOf(Number(child)), own);
}
