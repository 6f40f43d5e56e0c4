import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseTime, splitPartOf } from "./split-values.ts";

describe("values of a split column", () => {
  test("name parts in any case", () => {
    assert.deepEqual(["train", " Training ", "VAL", "dev", "validation", "test"].map(splitPartOf), [0, 0, 1, 1, 1, 2]);
    for (const value of ["", null, "tset", "constructor"]) assert.equal(splitPartOf(value), undefined);
  });
});

describe("values of a time column", () => {
  const times: readonly (readonly [value: string, iso: string])[] = [
    ["2024-05-31", "2024-05-31T00:00:00.000Z"],
    ["2024-05", "2024-05-01T00:00:00.000Z"],
    ["2024/5/3", "2024-05-03T00:00:00.000Z"],
    ["2024-05-31T12:30:05Z", "2024-05-31T12:30:05.000Z"],
    ["2024-05-31 12:30", "2024-05-31T12:30:00.000Z"],
    ["2024-05-31 12:30:05.25 UTC", "2024-05-31T12:30:05.250Z"],
    ["2024-05-31T12:30:05+02:00", "2024-05-31T10:30:05.000Z"],
    ["2024-05-31T12:30:05+0200", "2024-05-31T10:30:05.000Z"],
    ["2024-05-31 12:30:05+02", "2024-05-31T10:30:05.000Z"],
  ];
  for (const [value, iso] of times)
    test(value, () => {
      assert.equal(new Date(parseTime(value) ?? Number.NaN).toISOString(), iso);
    });

  test("numbers are themselves", () => {
    assert.deepEqual(["1717171717", "-2.5", "1e3"].map(parseTime), [1717171717, -2.5, 1000]);
  });

  test("anything else is no time", () => {
    for (const value of [null, "", "yesterday", "31.05.2024", "2024-13-01", "2024-02-01T25:00:00Z", "1e999"])
      assert.equal(parseTime(value), undefined, `${value}`);
  });
});
