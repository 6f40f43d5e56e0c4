/** @file Runs the command line as a user does: a process of its own in a folder. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";
import { Readable } from "node:stream";
import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { createRandom } from "../../src/foundation/index.ts";

const main = path.resolve(import.meta.dirname, "../../src/cli/main.ts");

/** How a command ended. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
}

/** Starts `lexops` with these words; without a terminal, as in a script. */
export function startLexops(
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Running {
  const child = spawn(process.execPath, ["--conditions=lexops-source", main, ...words], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: "1", CI: "true", ...options.env },
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
    });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...output }));
  });
  return { child, finished };
}

/** Runs `lexops` to its end. */
export function runLexops(
  words: readonly string[],
  options: { readonly cwd: string; readonly input?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  const { child, finished } = startLexops(words, options);
  child.stdin.on("error", () => {}); // a command may end before it has read everything
  child.stdin.end(options.input ?? "");
  return finished;
}

/** Runs a command line in this process and its current folder: much cheaper, for what needs no process of its own. */
export async function runHere(
  words: readonly string[],
  input?: string,
  surroundings: { readonly env?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<Finished> {
  const output = { stdout: "", stderr: "" };
  const status = await runCommandLine(words, {
    write: async (text) => {
      output.stdout += text;
    },
    writeError: (text) => {
      output.stderr += text;
    },
    terminal: false,
    errorTerminal: false,
    width: () => 100,
    standardInput: input === undefined ? undefined : Readable.from([input]),
    env: {},
    signal: new AbortController().signal,
    ...surroundings,
  });
  return { status, ...output };
}

/** Reviews as CSV that a model can learn from: a fifth of the words tell the sentiment. */
export function sampleReviews(rows: number, seed = "reviews"): string {
  const random = createRandom(seed);
  const words = {
    positive: ["great", "wonderful", "moving", "funny", "superb", "charming"],
    negative: ["boring", "awful", "dull", "bad", "poor", "tedious"],
  };
  const shared = ["the", "film", "story", "acting", "was", "and", "plot", "scene", "music", "ending"];
  const pick = (list: readonly string[]) => list[random.integer(list.length)]!;
  const lines = Array.from({ length: rows }, (_, row) => {
    const sentiment = row % 2 === 0 ? "positive" : "negative";
    const text = Array.from({ length: 8 + random.integer(20) }, () =>
      pick(random.float() < 0.2 ? words[sentiment] : shared),
    );
    return `"${text.join(" ")} ${row}",${sentiment}`;
  });
  return `review,sentiment\n${lines.join("\n")}\n`;
}
