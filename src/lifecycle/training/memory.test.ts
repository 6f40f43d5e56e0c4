import assert from "node:assert/strict";
import { test } from "node:test";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { type EngineChoice, trainByMinibatches } from "./minibatch.ts";
import { tokenTask } from "./token-task.sample.ts";

/** Noise of the garbage collector; 10,000 steps that kept one tensor each would hold many times that. */
const GROWTH_BYTES = 24e6;

for (const engine of ["kernels", "graph"] satisfies EngineChoice[])
  test(`ten thousand steps by ${engine} do not grow the process`, async () => {
    const task = tokenTask({
      model: { type: "embedding-max-pool/v1", width: 8, dropout: 0 },
      texts: 1000,
      threads: 1,
      training: { epochs: 24, batchSize: 2 },
    });
    const sizes: number[] = [];
    await trainByMinibatches(
      { ...task, training: task.training as MinibatchConfig },
      { onEpoch: () => sizes.push(process.memoryUsage.rss()) },
      engine,
    );
    // The first 2,000 steps warm up.
    const growth = Math.min(...sizes.slice(-4)) - Math.min(...sizes.slice(4, 8));
    assert.equal(sizes.length, 24);
    assert.ok(growth < GROWTH_BYTES, `it grew by ${growth} bytes`);
  });
