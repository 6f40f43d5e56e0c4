import assert from "node:assert/strict";
import { test } from "node:test";
import { nestedOrder } from "./nested-samples.ts";

test("every beginning of the order keeps the shares of labels", () => {
  const labelIds = Int32Array.from({ length: 1000 }, (_, row) => (row < 900 ? 0 : 1));
  const order = nestedOrder(labelIds, 1);
  assert.deepEqual(
    [...order].toSorted((left, right) => left - right),
    [...labelIds.keys()],
  );
  for (const size of [10, 50, 200, 1000]) {
    const rare = order.subarray(0, size).filter((row) => labelIds[row] === 1).length;
    assert.ok(Math.abs(rare - size / 10) <= 1, `${rare} of ${size}`);
  }
  assert.deepEqual(nestedOrder(labelIds, 1), order);
  assert.notDeepEqual(nestedOrder(labelIds, 2), order);
});
