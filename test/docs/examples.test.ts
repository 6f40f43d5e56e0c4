/**
 * @file Runs the documentation's examples as a reader would: page by page, in one folder a page that holds only
 * `reviews.csv`, a transformer (a small one where the real one is absent) and the installed package. `ts` blocks run as programs, `sh` blocks line by line; a line that starts a
 * server runs beside the lines after it.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { writeSmallTransformer } from "../lifecycle/small-transformer.sample.ts";
import { sharedModel } from "../parity/shared-data.ts";
import { type Example, examplesOf, pages, readPage, root } from "./markdown.ts";

const sourceCondition = "--conditions=lexops-source";
/** Lines that install, or that start what has a test of its own. */
const notRun = /^(npm (install|run|test)|git |#|$)/;

/** Reviews that a linear model can learn from, so that every example gives a sensible answer. */
function sampleReviews(rows: number): string {
  const random = createRandom("docs");
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

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-docs-"));
  await mkdir(path.join(folder, "node_modules", ".bin"), { recursive: true });
  await symlink(root, path.join(folder, "node_modules", "lexops"));
  const launcher = `#!/bin/sh\nexec "${process.execPath}" ${sourceCondition} "${path.join(root, "src/cli/main.ts")}" "$@"\n`;
  for (const name of ["lexops", "npx"]) {
    const script = name === "lexops" ? launcher : '#!/bin/sh\nexec "$@"\n';
    await writeFile(path.join(folder, "node_modules", ".bin", name), script, { mode: 0o755 });
  }
  await writeFile(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
  await writeFile(path.join(folder, "reviews.csv"), sampleReviews(600));
  const pretrained = path.join(folder, "all-MiniLM-L6-v2");
  const model = sharedModel("all-minilm-l6-v2");
  if (model !== undefined) await symlink(model, pretrained);
  else await writeSmallTransformer(pretrained, path.join(folder, "reviews.csv"));
  return folder;
}

interface Finished {
  readonly status: number | null;
  readonly output: string;
}

function start(
  command: string,
  args: readonly string[],
  folder: string,
): { child: ChildProcess; finished: Promise<Finished> } {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${path.join(folder, "node_modules", ".bin")}:${path.dirname(process.execPath)}:${process.env["PATH"]}`,
      NO_COLOR: "1",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  const finished = new Promise<Finished>((resolve) => child.on("close", (status) => resolve({ status, output })));
  return { child, finished };
}

/** Lines of a shell block, with `\` continuations joined. */
function commandsOf({ code }: Example): string[] {
  return code
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/^\$ /, "").trim())
    .filter((line) => !notRun.test(line));
}

async function runShell(example: Example, folder: string, servers: ChildProcess[]): Promise<void> {
  for (const command of commandsOf(example)) {
    const isServer = /\blexops serve\b/.test(command);
    const { child, finished } = start(
      "bash",
      ["-c", `exec ${isServer ? command : `bash -c '${command.replaceAll("'", "'\\''")}'`}`],
      folder,
    );
    if (isServer) {
      servers.push(child);
      await new Promise<void>((resolve, reject) => {
        child.stdout?.on("data", (chunk: string) => chunk.includes("http://") && resolve());
        void finished.then(({ output }) => reject(new Error(`"${command}" ended: ${output}`)));
      });
      continue;
    }
    const { status, output } = await finished;
    assert.equal(status, 0, `line ${example.line}: "${command}" ended with ${status}:\n${output}`);
  }
}

async function runProgram(example: Example, folder: string): Promise<void> {
  const file = path.join(folder, `example-${example.line}.ts`);
  await writeFile(file, example.code);
  const { status, output } = await start(process.execPath, [sourceCondition, file], folder).finished;
  assert.equal(status, 0, `the program at line ${example.line} ended with ${status}:\n${output}`);
}

describe("examples of the documentation", () => {
  for (const page of pages()) {
    const examples = examplesOf(readPage(page)).filter(({ language }) => language === "ts" || language === "sh");
    if (examples.length === 0) continue;
    test(page, async () => {
      const folder = await makeFolder();
      const servers: ChildProcess[] = [];
      try {
        for (const example of examples)
          if (example.language === "ts") await runProgram(example, folder);
          else await runShell(example, folder, servers);
      } finally {
        for (const server of servers) server.kill("SIGTERM");
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
