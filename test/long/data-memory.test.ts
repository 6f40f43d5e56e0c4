/** @file A file of 5 GB is inspected and split within 1 GB of memory. Needs 15 GB of disk and some tens of minutes. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { measureMemory, writeLargeFile } from "../../src/lifecycle/data/memory.sample.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-data-memory-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "large.csv");

describe("5 GB within 1 GB", () => {
  let rows = 0;
  test("the file", () => {
    rows = writeLargeFile(file, 5e9);
    assert.ok(statSync(file).size >= 5e9);
  });

  test("inspected", async (context) => {
    const report = await measureMemory("inspect", file);
    context.diagnostic(JSON.stringify(report));
    assert.equal(report.rows, rows);
    assert.ok(report.peakBytes < 1e9, `${report.peakBytes} bytes`);
  });

  for (const [method, column = ""] of [["stratified"], ["time", "time"], ["group", "author"]])
    test(`split, ${method}`, async (context) => {
      const output = path.join(folder, `split-${method}`);
      const report = await measureMemory("split", file, output, method ?? "", ...(column === "" ? [] : [column]));
      rmSync(output, { recursive: true });
      context.diagnostic(JSON.stringify(report));
      assert.equal(report.rows, rows);
      assert.ok(report.peakBytes < 1e9, `${report.peakBytes} bytes`);
    });
});
