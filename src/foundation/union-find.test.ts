import assert from "node:assert/strict";
import { test } from "node:test";
import { createUnionFind } from "./union-find.ts";

test("joined sets are known by their least member, whatever the order of joining", () => {
  const sets = createUnionFind(5);
  assert.equal(sets.add(), 5);
  for (const [left, right] of [
    [5, 4],
    [3, 1],
    [4, 3],
  ] as const)
    sets.join(left, right);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map(sets.root), [0, 1, 2, 1, 1, 1]);
});
