import assert from "node:assert/strict";
import { test } from "node:test";
import { labelSets } from "../labels/index.ts";
import { nestedOrder, sampleStrata } from "./nested-samples.ts";

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

test("texts with several labels count by the rarest of them", () => {
  const sets = labelSets([[0, 1], [0], [], [1, 2], [0, 2]]);
  const labelIds = Int32Array.of(0, 0, -1, 1, 0);
  assert.deepEqual([...sampleStrata({ labelIds, labelSets: sets }, 3)], [1, 0, -1, 1, 2]);
  assert.equal(sampleStrata({ labelIds }, 3), labelIds);
});
