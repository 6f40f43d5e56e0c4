/**
 * @file Our side of `data-add`: the command itself, from its start to its end, into a new home folder. Measures the
 * last of the given files, as seconds or as a share of the bytes that the first one stored.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { benchFolder, type Measurement } from "../harness.ts";

const [wanted = "", ...files] = process.argv.slice(2);
const home = path.join(benchFolder("data-add"), "home");
const main = path.resolve(import.meta.dirname, "../../src/cli/main.ts");
rmSync(home, { recursive: true, force: true });

const added = files.map((file) => {
  const start = performance.now();
  const words = ["data", "add", file, "table", "--home", home, "--json", "--quiet"];
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=lexops-source", main, ...words]);
  if (status !== 0) throw new Error(stderr.toString());
  const { storedBytes, keptRows, rows } = JSON.parse(stdout.toString()) as Record<string, number>;
  return { seconds: (performance.now() - start) / 1000, storedBytes: storedBytes!, keptRows: keptRows!, rows: rows! };
});
const [first, last] = [added[0]!, added.at(-1)!];
const measurement: Measurement = {
  value: wanted === "bytes" ? last.storedBytes / first.storedBytes : last.seconds,
  facts: { storedBytes: last.storedBytes, keptRows: last.keptRows, rows: last.rows },
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
rmSync(home, { recursive: true, force: true });
