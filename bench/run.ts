/** @file `npm run bench -- NAME…`: runs benchmarks against their peers; the last line of each is one JSON object. */
import { existsSync, globSync } from "node:fs";
import path from "node:path";
import type { Benchmark, Report } from "./harness.ts";
import { runBenchmark } from "./harness.ts";
import { peersFolder } from "./peers-folder.ts";

const notBenchmarks = new Set(["harness", "run", "setup", "peers-folder", "stepwise"]);
const known = globSync("*.ts", { cwd: import.meta.dirname })
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => !notBenchmarks.has(name))
  .toSorted();

const asked = process.argv.slice(2);
const unknown = asked.find((name) => name !== "all" && !known.includes(name));
if (asked.length === 0 || unknown !== undefined) {
  process.stderr.write(
    `${unknown === undefined ? "Which benchmark?" : `No benchmark is named "${unknown}".`} Known: ${known.join(", ")}, all.\n`,
  );
  process.exit(2);
}
if (!existsSync(peersFolder())) {
  process.stderr.write('The peers are not installed: run "npm run bench:setup" first (some minutes, about 3 GB).\n');
  process.exit(1);
}
for (const name of asked.includes("all") ? known : asked) {
  const module = (await import(path.join(import.meta.dirname, `${name}.ts`))) as { default: Benchmark | Report };
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const wanted = module.default;
  if ("run" in wanted) say(`${name}: ${wanted.summary}`);
  const result = "run" in wanted ? { name, ...(await wanted.run(say)) } : await runBenchmark(wanted, say);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
