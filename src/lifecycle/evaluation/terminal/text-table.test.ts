import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cutToWidth, displayWidth, oneLine } from "./display-width.ts";
import { createPaint } from "./paint.ts";
import { textTable } from "./text-table.ts";

const paint = createPaint(false);

describe("text tables", () => {
  const columns = [
    { title: "Name", align: "left" },
    { title: "Note", align: "left", dropFirst: 1 },
    { title: "Count", align: "right" },
  ] as const;
  const rows = [
    ["short", "a note", "1"],
    ["a much longer name", "another note", "12,345"],
  ];

  test("align their columns", () => {
    assert.deepEqual(textTable(columns, rows, { width: 60, paint }), [
      "Name                Note           Count",
      "short               a note             1",
      "a much longer name  another note  12,345",
    ]);
  });

  test("cut texts, never numbers, where room is short", () => {
    assert.deepEqual(textTable(columns, rows, { width: 30, paint }), [
      "Name        Note         Count",
      "short       a note           1",
      "a much lo…  another n…  12,345",
    ]);
  });

  test("leave a column out before they overflow", () => {
    assert.deepEqual(textTable(columns, rows, { width: 16, paint }), [
      "Name       Count",
      "short          1",
      "a much…   12,345",
    ]);
  });
});

test("wide and joined characters are counted as terminals show them", () => {
  assert.equal(displayWidth("満足"), 4);
  assert.equal(displayWidth("e\u0301"), 1);
  assert.equal(displayWidth("👩‍👩‍👧"), 2);
  assert.equal(cutToWidth("満足です", 5), "満足…");
});

test("control characters become spaces", () => {
  assert.equal(oneLine("a\u001b[31m\r\n b\u0000\u202e"), "a [31m b");
});
