/** @file The development tasks behind `npm run …`: one line each, run one after another, stopping at the first failure. */
import { spawn } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const fromRoot = (...parts: string[]) => path.join(root, ...parts);
const sourceCondition = "--conditions=lexops-source";

type Step = readonly [command: string, ...args: string[]];

const node = (...args: string[]): Step => [process.execPath, sourceCondition, ...args];
const tool = (name: string, ...args: string[]): Step => [fromRoot("node_modules", ".bin", name), ...args];

const testFiles = () =>
  globSync(["src/**/*.test.ts", "test/**/*.test.ts"], { cwd: root, exclude: ["test/long/**"] }).toSorted();
const longTestFiles = () => globSync("test/long/**/*.test.ts", { cwd: root }).toSorted();
const runTests = (files: readonly string[]): Step =>
  node("--test", "--test-concurrency=2", "--test-reporter=spec", "--test-timeout=900000", ...files);

const staticChecks: readonly Step[] = [
  tool("biome", "check", "--error-on-warnings", "."),
  tool("tsc", "--noEmit"),
  node("scripts/check-arrows.ts"),
  tool("knip", "--treat-config-hints-as-errors"),
];
const build: readonly Step[] = [tool("tsc", "--project", "tsconfig.build.json"), node("scripts/copy-assets.ts")];

/** Every task: its steps, given the words after its name. */
const tasks: Record<string, (args: readonly string[]) => readonly Step[]> = {
  quickstart: (args) => [node(fromRoot("src/cli/main.ts"), "quickstart", ...args)],
  lexops: (args) => [node(fromRoot("src/cli/main.ts"), ...args)],
  test: (args) => [runTests(args.length > 0 ? args : testFiles())],
  "test:long": (args) => [runTests(args.length > 0 ? args : longTestFiles())],
  check: () => [...staticChecks, runTests(testFiles())],
  "check:static": () => staticChecks,
  format: () => [tool("biome", "check", "--write", ".")],
  bench: (args) => [node(fromRoot("bench/run.ts"), ...args)],
  "bench:setup": (args) => [node(fromRoot("bench/setup.ts"), ...args)],
  docs: () => [node("scripts/error-page.ts")],
  kernels: () => [node("scripts/build-kernels.ts")],
  build: () => build,
  package: () => [...build, ["npm", "pack", "--ignore-scripts"]],
};
/** Tasks on a user's files run where the user stands; all others at the root of the repository. */
const inUsersFolder = new Set(["quickstart", "lexops"]);

function run(step: Step, cwd: string): Promise<number> {
  const [command, ...args] = step;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: "inherit" });
    process.on("SIGINT", () => {});
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 130));
  });
}

const [name = "", ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  process.stderr.write(`No task is named "${name}". Known: ${Object.keys(tasks).join(", ")}.\n`);
  process.exit(2);
}
if (name === "build" || name === "package") rmSync(fromRoot("dist"), { recursive: true, force: true });
for (const step of task(args)) {
  const status = await run(step, inUsersFolder.has(name) ? process.cwd() : root);
  if (status !== 0) process.exit(status);
}
