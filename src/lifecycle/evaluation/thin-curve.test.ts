import assert from "node:assert/strict";
import { test } from "node:test";
import { thinCurve } from "./thin-curve.ts";

test("a curve keeps its ends and its shape with few points", () => {
  const curve = Array.from({ length: 5001 }, (_, step) => [step / 5000, Math.sqrt(step / 5000)] as const);
  const thin = thinCurve(curve, 200);
  assert.ok(thin.length <= 200 && thin.length > 60, `${thin.length}`);
  assert.deepEqual(
    [thin[0], thin.at(-1)],
    [
      [0, 0],
      [1, 1],
    ],
  );
  for (const [x, y] of thin) assert.ok(Math.abs(y - Math.sqrt(x)) < 1e-2, `${x} ${y}`);
});

test("a jagged curve is thinned to the limit too", () => {
  const curve = Array.from({ length: 4000 }, (_, step) => [step / 4000, step % 2] as const);
  assert.ok(thinCurve(curve, 200).length <= 200);
});

test("short curves stay as they are", () => {
  assert.deepEqual(thinCurve([], 200), []);
  assert.deepEqual(thinCurve([[0, 1]], 200), [[0, 1]]);
  assert.deepEqual(
    thinCurve(
      [
        [0, 0],
        [1, 1],
      ],
      200,
    ),
    [
      [0, 0],
      [1, 1],
    ],
  );
});
