import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normaliseForDuplicates } from "./normalise-for-duplicates.ts";

test("case, width, composition and whitespace do not make texts different", () => {
  assert.equal(normaliseForDuplicates("  Ｈello\u0085\r\n WORLD\u3000"), "hello world");
  assert.equal(normaliseForDuplicates("cafe\u0301"), normaliseForDuplicates("CAFÉ"));
  assert.notEqual(normaliseForDuplicates("hello, world"), normaliseForDuplicates("hello world"));
});

test("normalising twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = normaliseForDuplicates(text);
      assert.equal(normaliseForDuplicates(once), once);
    }),
  );
});
