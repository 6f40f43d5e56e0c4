import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { CancelledError } from "./errors.ts";
import { siblingModule } from "./module-file.ts";
import type { ProgressEvent } from "./progress.ts";
import { createWorkerPool } from "./worker-pool.ts";

describe("worker pool", () => {
  const pool = createWorkerPool({
    module: siblingModule(import.meta.url, "worker-pool.sample"),
    threads: 2,
    graceMs: 50,
  });
  after(() => pool.close());

  test("runs more tasks than threads and keeps their results apart", async () => {
    const results = await Promise.all([1, 2, 3, 4, 5].map((value) => pool.run<number>("double", value)));
    assert.deepEqual(results, [2, 4, 6, 8, 10]);
  });

  test("moves result buffers instead of copying them", async () => {
    const bytes = await pool.run<Uint8Array>("makeBytes", 3);
    assert.deepEqual(bytes, new Uint8Array([0, 1, 2]));
  });

  test("passes progress on", async () => {
    const events: ProgressEvent[] = [];
    await pool.run("count", 3, { progress: (event) => events.push(event) });
    assert.deepEqual(
      events.map(({ done }) => done),
      [1, 2, 3],
    );
  });

  test("an error keeps its code, message and remedy across the thread", async () => {
    await assert.rejects(pool.run("failClearly", null), {
      code: "foundation/unknown-entry",
      message: 'No fruit is named "aple".',
      remedy: 'Did you mean "apple"? Known: apple.',
    });
  });

  test("a cancelled task stops at its next check, and its thread goes on", async () => {
    const controller = new AbortController();
    const spinning = pool.run("spinUntilCancelled", null, {
      signal: controller.signal,
      progress: () => controller.abort(),
    });
    await assert.rejects(spinning, CancelledError);
    assert.equal(await pool.run("double", 21), 42);
  });

  test("a task that never checks is ended after the grace period", async () => {
    const controller = new AbortController();
    const deaf = pool.run("ignoreCancellation", null, {
      signal: controller.signal,
      progress: () => controller.abort(),
    });
    await assert.rejects(deaf, CancelledError);
    assert.equal(await pool.run("double", 4), 8);
  });

  test("a thread that dies fails its own task only", async () => {
    await assert.rejects(pool.run("die", null), { code: "foundation/worker-ended" });
    assert.equal(await pool.run("double", 5), 10);
  });
});
