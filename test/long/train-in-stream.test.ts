/** @file Five million rows, each with a word of its own, are trained on in a stream within 1.75 GB. Needs 3 GB of disk and some minutes. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { writeLargeFile } from "../../src/lifecycle/data/memory.sample.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-stream-memory-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "large.csv");
const library = path.resolve(import.meta.dirname, "../../src/index.ts");

/** Trains in a process of its own; gives the rows and the largest resident memory. */
async function trainedWithin(recipe: string): Promise<{ readonly rows: number; readonly peakBytes: number }> {
  const options = { recipe, stream: true, output: path.join(folder, recipe), set: ["training.epochs=2"] };
  const program = `
    const { train } = await import(${JSON.stringify(library)});
    const { data } = await train(${JSON.stringify(file)}, ${JSON.stringify(options)});
    process.stdout.write(JSON.stringify({ rows: data.rows, peakBytes: process.resourceUsage().maxRSS * 1024 }));`;
  const script = path.join(folder, `${recipe}.mjs`);
  writeFileSync(script, program);
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=lexops-source", script]);
  return JSON.parse(stdout);
}

describe("rows beyond memory, in a stream", () => {
  let rows = 0;
  before(() => {
    rows = writeLargeFile(file, 6e8);
  });

  for (const recipe of ["fast-text", "hashing-logistic-regression"])
    test(recipe, async (context) => {
      const report = await trainedWithin(recipe);
      context.diagnostic(JSON.stringify(report));
      assert.equal(report.rows, rows);
      assert.ok(report.peakBytes < 1.75e9, `${report.peakBytes} bytes`);
    });
});
