import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CancelledError } from "../../foundation/index.ts";
import { bootstrapIntervals, quantile } from "./bootstrap.ts";

/** The share of the first half of the rows. */
const firstHalf = (counts: Uint32Array) => {
  let sum = 0;
  for (let row = 0; row < counts.length / 2; row++) sum += counts[row]!;
  return [sum / counts.length];
};

describe("bootstrap intervals", () => {
  const options = { seed: 7, resamples: 2000, confidence: 0.95 };

  test("the same seed gives the same interval, another one another", async () => {
    const [first, again, other] = await Promise.all([
      bootstrapIntervals(200, firstHalf, options),
      bootstrapIntervals(200, firstHalf, options),
      bootstrapIntervals(200, firstHalf, { ...options, seed: 8 }),
    ]);
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  test("the interval of a share is the binomial one", async () => {
    const [interval] = await bootstrapIntervals(400, firstHalf, options);
    const halfWidth = 1.96 * Math.sqrt(0.25 / 400);
    assert.ok(Math.abs(interval!.low! - (0.5 - halfWidth)) < 0.006, `${interval!.low}`);
    assert.ok(Math.abs(interval!.high! - (0.5 + halfWidth)) < 0.006, `${interval!.high}`);
  });

  test("draws as many rows as there are", async () => {
    const sums = new Set<number>();
    await bootstrapIntervals(
      50,
      (counts) => {
        sums.add(counts.reduce((sum, count) => sum + count, 0));
        return [0];
      },
      options,
    );
    assert.deepEqual([...sums], [50]);
  });

  test("a figure that most resamples lack has no interval", async () => {
    let call = 0;
    const statistic = () => [call++ % 3 === 0 ? 1 : Number.NaN, 1];
    assert.deepEqual(await bootstrapIntervals(10, statistic, options), [
      { low: null, high: null },
      { low: 1, high: 1 },
    ]);
  });

  test("no resamples give no intervals", async () => {
    assert.deepEqual(await bootstrapIntervals(10, firstHalf, { ...options, resamples: 0 }), []);
  });

  test("its thread stays responsive, and a cancelled one stops", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const running = bootstrapIntervals(100_000, firstHalf, {
      ...options,
      resamples: 100_000,
      signal: controller.signal,
    });
    await assert.rejects(running, CancelledError);
  });
});

test("quantiles are interpolated between neighbours", () => {
  assert.equal(quantile([1, 2, 4], 0.5), 2);
  assert.equal(quantile([1, 2, 4], 0.75), 3);
  assert.equal(quantile([1, 2, 4], 1), 4);
  assert.equal(quantile([5], 0.3), 5);
});
