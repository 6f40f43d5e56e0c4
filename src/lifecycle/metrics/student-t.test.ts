import assert from "node:assert/strict";
import { test } from "node:test";
import { studentTQuantile } from "./student-t.ts";

test("quantiles of Student's t, as scipy.stats.t.ppf gives them", () => {
  const expected: readonly (readonly [share: number, degrees: number, value: number])[] = [
    [0.975, 1, 12.706204736174694],
    [0.975, 4, 2.7764451051977934],
    [0.95, 9, 1.833112932656237],
    [0.995, 30, 2.7499956535672254],
    [0.025, 4, -2.7764451051977934],
  ];
  for (const [share, degrees, value] of expected)
    assert.ok(Math.abs(studentTQuantile(share, degrees) - value) < 1e-9 * Math.abs(value), `${share}, ${degrees}`);
  assert.equal(studentTQuantile(0.5, 3), 0);
});
