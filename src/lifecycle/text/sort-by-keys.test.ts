import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sortByKeys } from "./sort-by-keys.ts";

test("sorts stably by any integers, and the columns move along", () => {
  const rows = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 5000 }), fc.nat()), { maxLength: 300 });
  fc.assert(
    fc.property(rows, (values) => {
      const keys = Int32Array.from(values);
      const column = Int32Array.from(values.keys());
      const order = [...values.keys()].sort((left, right) => values[left]! - values[right]! || left - right);
      sortByKeys(keys, Math.max(1, ...values.map((value) => value + 1)), [column]);
      assert.deepEqual([...column], order);
      assert.deepEqual(
        [...keys],
        order.map((row) => values[row]),
      );
    }),
    { seed: 3 },
  );
});
