import assert from "node:assert/strict";
import { test } from "node:test";
import { unicodeScripts } from "./unicode-scripts.ts";

test("letters are counted by script, most frequent first", () => {
  assert.deepEqual(
    [...unicodeScripts("Hello мир, 日本語 кофе é! 123 𝒜")],
    [
      ["Cyrillic", 7],
      ["Latin", 6],
      ["Han", 3],
      ["Other", 1],
    ],
  );
  assert.deepEqual([...unicodeScripts("12 !?")], []);
  assert.deepEqual(
    [...unicodeScripts("b\u16A0")],
    [
      ["Latin", 1],
      ["Other", 1],
    ],
  );
});
