/** @file The quick version of `test/long/data-memory.test.ts`: twice the rows need hardly more memory. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { measureMemory, writeLargeFile } from "../../src/lifecycle/data/memory.sample.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-data-memory-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("inspecting and splitting take a bounded amount of memory", async () => {
  const [small, large] = ["small.csv", "large.csv"].map((name) => path.join(folder, name)) as [string, string];
  writeLargeFile(small, 12e6);
  const rows = writeLargeFile(large, 48e6);
  const split = (file: string) => measureMemory("split", file, `${file}-split`, "time", "time");
  const inspect = (file: string) => measureMemory("inspect", file);
  for (const work of [split, inspect]) {
    const before = await work(small);
    const after = await work(large);
    assert.equal(after.rows, rows);
    // 36 MB more of file: a part of it would show. Word counts may still grow to their bound of 32 MB.
    const allowed = work === split ? 36e6 : 100e6;
    assert.ok(after.peakBytes - before.peakBytes < allowed, `${before.peakBytes} → ${after.peakBytes}`);
    assert.ok(after.peakBytes < 400e6, `${after.peakBytes} bytes`);
  }
});
