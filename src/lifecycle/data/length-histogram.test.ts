import assert from "node:assert/strict";
import { test } from "node:test";
import { createLengthHistogram } from "./length-histogram.ts";

test("lengths are exact up to 65,535 and within 0.1 % beyond", () => {
  const histogram = createLengthHistogram();
  for (let length = 1; length <= 100; length++) histogram.add(length);
  assert.deepEqual(histogram.summary(), { min: 1, median: 50, mean: 50.5, p95: 95, max: 100 });
  const large = createLengthHistogram();
  for (let length = 1; length <= 100; length++) large.add(length * 100_000);
  const { median, p95, max } = large.summary();
  assert.ok(Math.abs(median / 5e6 - 1) < 1e-3, `${median}`);
  assert.ok(Math.abs(p95 / 9.5e6 - 1) < 1e-3, `${p95}`);
  assert.equal(max, 1e7);
});

test("no lengths at all", () => {
  assert.deepEqual(createLengthHistogram().summary(), { min: 0, median: 0, mean: 0, p95: 0, max: 0 });
});
