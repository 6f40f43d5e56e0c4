import assert from "node:assert/strict";
import { test } from "node:test";
import { fisherUpperTail } from "./fisher.ts";

test("Fisher's exact test, as scipy.stats.hypergeom.sf gives it", () => {
  const cases: readonly (readonly [found: number, drawn: number, marked: number, total: number, tail: number])[] = [
    [12, 30, 60, 500, 4.79702203624623e-5],
    [3, 3, 10, 50, 0.006122448979591837],
    [400, 2000, 3000, 25000, 7.00050801806188e-27],
    [1, 10, 1, 100, 0.1],
    [30, 40, 40, 80, 7.437401535542709e-6],
    [0, 5, 5, 50, 1],
    [6, 5, 50, 100, 0],
  ];
  for (const [found, drawn, marked, total, tail] of cases)
    assert.ok(Math.abs(fisherUpperTail(found, drawn, marked, total) - tail) <= 1e-9 * tail, `${found} of ${drawn}`);
});
