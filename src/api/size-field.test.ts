import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOfSize, sizeField } from "./size-field.ts";

test("sizes are numbers with a decimal unit", () => {
  for (const [size, bytes] of [
    ["2MB", 2_000_000],
    ["1.5 kB", 1500],
    ["12B", 12],
    ["0.5gb", 500_000_000],
  ] as const)
    assert.equal(bytesOfSize(sizeField.parse(size)), bytes);
  for (const wrong of ["2", "MB", "-1MB", "2MiB", "1e3kB", ""]) assert.ok(!sizeField.safeParse(wrong).success, wrong);
});
