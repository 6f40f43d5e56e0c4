import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { CancelledError } from "../../foundation/index.ts";
import { createBatcher } from "./batcher.ts";
import { BatcherClosedError, QueueFullError } from "./errors.ts";

/** A batcher of numbers that doubles them when it is let to, and remembers its batches. */
function doubling(options: { maximumBatch?: number; queueLimit?: number; maximumCost?: number } = {}) {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const batcher = createBatcher<number, number>({
    maximumBatch: options.maximumBatch ?? 4,
    queueLimit: options.queueLimit ?? 100,
    costOf: (item) => item,
    maximumCost: options.maximumCost,
    async run(items) {
      batches.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (items.includes(13)) throw new Error("unlucky");
      return items.map((item) => item * 2);
    },
  });
  return { batcher, batches, finishOne: () => gates.shift()?.() };
}

test("requests of one turn share a batch, and each gets its own answers", async () => {
  const { batcher, batches, finishOne } = doubling();
  const answers = Promise.all([batcher.submit([1]), batcher.submit([2, 3])]);
  assert.equal(batcher.waiting, 3);
  await turn();
  finishOne();
  assert.deepEqual(await answers, [[2], [4, 6]]);
  assert.deepEqual(batches, [[1, 2, 3]]);
});

test("what arrives while a batch runs makes the next, up to the largest batch; a request stays whole", async () => {
  const { batcher, batches, finishOne } = doubling();
  const answers = [batcher.submit([1])];
  await turn();
  for (const items of [[2], [3, 4], [5, 6], [7, 8, 9, 10, 11], [12]]) answers.push(batcher.submit(items));
  for (let round = 0; round < 5; round++) {
    finishOne();
    await turn();
  }
  assert.equal((await Promise.all(answers)).flat().length, 12);
  assert.deepEqual(batches, [[1], [2, 3, 4], [5, 6], [7, 8, 9, 10, 11], [12]]);
});

test("a batch costs no more than it may, unless one request alone does", async () => {
  const { batcher, batches, finishOne } = doubling({ maximumBatch: 10, maximumCost: 10 });
  const answers = [[4], [5, 1], [1], [20], [3], [8]].map((items) => batcher.submit(items));
  for (let round = 0; round < 5; round++) {
    await turn();
    finishOne();
  }
  assert.deepEqual(await Promise.all(answers), [[8], [10, 2], [2], [40], [6], [16]]);
  assert.deepEqual(batches, [[4, 5, 1], [1], [20], [3], [8]]);
});

test("a full queue refuses, and takes again once there is room", async () => {
  const { batcher, finishOne } = doubling({ queueLimit: 2 });
  const running = batcher.submit([1]);
  await turn();
  const waiting = batcher.submit([2, 3]);
  await assert.rejects(batcher.submit([4]), QueueFullError);
  finishOne();
  await running;
  await turn();
  const later = batcher.submit([5]);
  finishOne();
  await waiting;
  await turn();
  finishOne();
  assert.deepEqual(await later, [10]);
});

test("an aborted request is left out of its batch", async () => {
  const { batcher, batches, finishOne } = doubling();
  const controller = new AbortController();
  const gone = batcher.submit([1], controller.signal);
  const kept = batcher.submit([2], new AbortController().signal);
  controller.abort();
  await assert.rejects(gone, CancelledError);
  await turn();
  finishOne();
  assert.deepEqual(await kept, [4]);
  assert.deepEqual(batches, [[2]]);
});

test("a failing batch fails its own requests only", async () => {
  const { batcher, finishOne } = doubling({ maximumBatch: 2 });
  const answers = Promise.allSettled([batcher.submit([13]), batcher.submit([1]), batcher.submit([2])]);
  for (let round = 0; round < 2; round++) {
    await turn();
    finishOne();
  }
  assert.deepEqual(
    (await answers).map(({ status }) => status),
    ["rejected", "rejected", "fulfilled"],
  );
});

test("closing answers what was accepted and refuses the rest", async () => {
  const { batcher, finishOne } = doubling();
  const accepted = batcher.submit([1]);
  const closed = batcher.close();
  await assert.rejects(batcher.submit([2]), BatcherClosedError);
  await turn();
  finishOne();
  assert.deepEqual(await accepted, [2]);
  await closed;
  await batcher.close();
});

test("whatever arrives when, everyone gets the answers to what they asked", async () => {
  const sizes = fc.array(fc.nat(6), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 8 }), async (requests, maximumBatch) => {
      const batcher = createBatcher<number, string>({
        maximumBatch,
        queueLimit: 1000,
        run: async (items) => items.map(String),
      });
      let next = 0;
      const answers = requests.map(async (size) => {
        const items = Array.from({ length: size }, () => next++);
        if (size % 3 === 0) await turn();
        assert.deepEqual(await batcher.submit(items), items.map(String));
      });
      await Promise.all(answers);
      await batcher.close();
      assert.equal(batcher.waiting, 0);
    }),
    { numRuns: 50 },
  );
});
