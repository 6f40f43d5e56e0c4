import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { tokenBatches } from "./batches.ts";

function rowsOf(lengths: readonly number[]) {
  const offsets = new Float64Array(lengths.length + 1);
  for (const [row, length] of lengths.entries()) offsets[row + 1] = offsets[row]! + length;
  return { rows: lengths.length, vocabularySize: 2, offsets, ids: new Int32Array(offsets.at(-1)!) };
}

test("every text is in one run, and a run pads little", () => {
  const random = createRandom("batches");
  const lengths = Array.from({ length: 700 }, () => random.integer(random.integer(5) === 0 ? 512 : 30));
  const seen: number[] = [];
  for (const order of tokenBatches(rowsOf(lengths))) {
    const own = Array.from(order, (row) => lengths[row]!);
    const tokens = own.reduce((sum, length) => sum + length, 0);
    const padded = order.length * Math.max(...own);
    assert.ok(order.length <= 256 && padded <= 1 << 15);
    assert.ok(padded - tokens <= tokens / 4 + 128, `${padded} of ${tokens}`);
    seen.push(...order);
  }
  assert.deepEqual(
    seen.toSorted((left, right) => left - right),
    [...lengths.keys()],
  );
});

test("a short text is not padded to a long one, and a few short ones run together", () => {
  const runs = Array.from(tokenBatches(rowsOf([512, 5, 9, 2, 480])), (order) => [...order]);
  assert.deepEqual(runs, [
    [3, 1, 2],
    [4, 0],
  ]);
});
