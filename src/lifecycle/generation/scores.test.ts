import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { largest } from "./largest.ts";
import { keepTopK, keepTopP, logProbabilities, penalizeRepetition, temper } from "./scores.ts";

const low = Number.NEGATIVE_INFINITY;

function changed(scores: readonly number[], change: (scores: Float32Array) => void): readonly number[] {
  const row = Float32Array.from(scores);
  change(row);
  return [...row];
}

test("the largest come in order, the first of equal ones first", () => {
  assert.deepEqual(largest([3, 9, 3, 1, 9], 3), [1, 4, 0]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), fc.integer({ min: 1, max: 12 }), (values, count) => {
      const sorted = [...values.keys()].sort((left, right) => values[right]! - values[left]! || left - right);
      assert.deepEqual(largest(values, count), sorted.slice(0, count));
    }),
  );
});

test("repeated tokens lose, whatever their sign, once", () => {
  assert.deepEqual(
    changed([2, -2, 4], (row) => penalizeRepetition(row, [0, 1, 0], 2)),
    [1, -4, 4],
  );
});

test("a temperature spreads scores or draws them apart, down to the best alone", () => {
  assert.deepEqual([...temper(Float32Array.of(1, 3, 2), 0.5)], [-4, 0, -2]);
  assert.deepEqual([...temper(Float32Array.of(1, 3, 2), 1e-300)], [low, 0, low]);
});

test("top-k keeps what is as good as the last kept", () => {
  assert.deepEqual(
    changed([1, 3, 2, 2], (row) => keepTopK(row, 2)),
    [low, 3, 2, 2],
  );
  assert.deepEqual(
    changed([1, 3, 2], (row) => keepTopK(row, 0)),
    [1, 3, 2],
  );
});

test("top-p keeps the fewest that reach the share", () => {
  const scores = [0.5, 0.1, 0.3, 0.1].map(Math.log);
  const kept = (share: number) => changed(scores, (row) => keepTopP(row, share)).map((score) => score > low);
  assert.deepEqual(kept(1e-6), [true, false, false, false]);
  assert.deepEqual(kept(0.6), [true, false, true, false]);
  assert.deepEqual(kept(1), [true, true, true, true]);
});

test("log-probabilities are of shares that add up to 1, however large the scores", () => {
  const total = logProbabilities(Float32Array.of(1000, 999, 0)).reduce((sum, score) => sum + Math.exp(score), 0);
  assert.ok(Math.abs(total - 1) < 1e-6);
});
