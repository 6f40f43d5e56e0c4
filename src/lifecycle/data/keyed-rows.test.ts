import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createKeyedRows } from "./keyed-rows.ts";

type Row = readonly [high: number, low: number, tag: number];

function groupsOf(rows: readonly Row[], memoryRecords: number): string[] {
  const keyed = createKeyedRows({ memoryRecords });
  try {
    for (const [row, [high, low, tag]] of rows.entries()) keyed.add(high, low, tag, row);
    const visits = [0, 1].map(() => {
      const groups: string[] = [];
      keyed.visit((group) => {
        const members = Array.from({ length: group.length }, (_, index) => `${group.row(index)}:${group.tag(index)}`);
        groups.push(`${group.high}/${group.low} ${members.join(" ")}`);
      });
      return groups;
    });
    assert.deepEqual(visits[0], visits[1]);
    return visits[0]!;
  } finally {
    keyed.close();
  }
}

test("groups come in the order of their keys, from memory as from files", () => {
  const word = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, word), { maxLength: 60 }), (rows) => {
      const byKey = Map.groupBy(rows.entries(), ([, [high, low]]) => `${high}/${low}`);
      const expected = [...byKey]
        .map(([key, members]) => ({ key, members, first: members[0]![1] }))
        .toSorted(({ first: left }, { first: right }) => left[0] - right[0] || left[1] - right[1])
        .map(({ key, members }) => `${key} ${members.map(([row, [, , tag]]) => `${row}:${tag}`).join(" ")}`);
      assert.deepEqual(groupsOf(rows, 1000), expected);
      assert.deepEqual(groupsOf(rows, 7), expected);
    }),
    { numRuns: 40 },
  );
});

test("many rows of one partition are written in several blocks", () => {
  const rows = Array.from({ length: 5000 }, (_, row): Row => [7, row % 10, row]);
  assert.deepEqual(groupsOf(rows, 100), groupsOf(rows, 10_000));
});
