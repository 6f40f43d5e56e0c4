import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mcnemarExact, pairedOutcomes } from "./mcnemar.ts";

describe("McNemar's exact test", () => {
  test("small tables have the values of the binomial formula", () => {
    assert.equal(mcnemarExact({ onlyA: 0, onlyB: 0 }), 1);
    assert.equal(mcnemarExact({ onlyA: 4, onlyB: 4 }), 1);
    assert.equal(mcnemarExact({ onlyA: 0, onlyB: 5 }), 2 / 32);
    assert.ok(Math.abs(mcnemarExact({ onlyA: 9, onlyB: 1 }) - (2 * 11) / 1024) < 1e-15);
  });

  test("is the same for both models, and falls as the split grows uneven", () => {
    assert.equal(mcnemarExact({ onlyA: 30, onlyB: 70 }), mcnemarExact({ onlyA: 70, onlyB: 30 }));
    const values = [50, 40, 30, 20, 10, 0].map((onlyA) => mcnemarExact({ onlyA, onlyB: 100 - onlyA }));
    assert.deepEqual(
      values,
      values.toSorted((left, right) => right - left),
    );
  });

  test("never leaves [0, 1]", () => {
    for (const onlyA of [0, 1, 500, 99_999, 100_000]) {
      const value = mcnemarExact({ onlyA, onlyB: 100_000 });
      assert.ok(value >= 0 && value <= 1, `${value}`);
    }
  });
});

test("counts who is right", () => {
  assert.deepEqual(pairedOutcomes([0, 0, 1, 1, 1], [0, 0, 0, 1, 0], [0, 1, 1, 1, 0]), {
    bothRight: 2,
    onlyA: 1,
    onlyB: 1,
    bothWrong: 1,
  });
});
