import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scoredRows } from "./scored-rows.ts";
import { thresholdForF1, thresholdForPrecision, thresholdForRecall, thresholdPoints } from "./threshold-curves.ts";

/** Scores of label 1, with its truth: right, right, wrong, right, wrong. */
const scores = [0.9, 0.8, 0.7, 0.6, 0.1];
const points = thresholdPoints(
  scoredRows({
    labelIds: Int32Array.of(1, 1, 0, 1, 0),
    probabilities: Float64Array.from(scores.flatMap((score) => [1 - score, score])),
    classes: 2,
  }),
  1,
);

describe("thresholds", () => {
  test("one point for each score, from the highest down", () => {
    assert.deepEqual(
      points.map(({ threshold, share }) => [threshold, share]),
      scores.map((score, index) => [score, (index + 1) / 5]),
    );
  });

  test("a wished precision finds as much as it can", () => {
    assert.equal(thresholdForPrecision(points, 1)?.threshold, 0.8);
    assert.equal(thresholdForPrecision(points, 0.75)?.threshold, 0.6);
    assert.equal(thresholdForPrecision(points.slice(2, 3), 0.9), undefined);
  });

  test("a wished recall is as precise as it can be", () => {
    assert.equal(thresholdForRecall(points, 1)?.threshold, 0.6);
    assert.equal(thresholdForRecall(points, 0.5)?.threshold, 0.8);
  });

  test("the best F1", () => {
    assert.equal(thresholdForF1(points)?.threshold, 0.6);
  });
});
