import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { normaliseForDuplicates } from "../text/index.ts";
import { createTextHash } from "./text-hash.ts";

function hashOf(text: string, seed = 0): string {
  const { high, low } = createTextHash(seed, "test")(Buffer.from(text));
  return `${high}/${low}`;
}

describe("the hash of a text's normalised form", () => {
  const characters = fc.string({
    unit: fc.constantFrom("a", "A", "ß", "é", "e\u0301", "ﬁ", "İ", " ", "\t", "\n", "\u00a0", "\x1c", "\x85", "Z", "0"),
    maxLength: 10,
  });

  test("is the same exactly where the normalised forms are", () => {
    fc.assert(
      fc.property(characters, characters, (left, right) => {
        const areSame = normaliseForDuplicates(left) === normaliseForDuplicates(right);
        assert.equal(hashOf(left) === hashOf(right), areSame);
        assert.equal(hashOf(left), hashOf(normaliseForDuplicates(left)));
      }),
      { numRuns: 2000 },
    );
  });

  test("handles all of ASCII and long texts as the slow way does", () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join("");
    assert.equal(hashOf(ascii), hashOf(normaliseForDuplicates(ascii)));
    const long = "Long Text ".repeat(100_000);
    assert.equal(hashOf(long), hashOf(`${long}\u2003`));
    assert.equal(hashOf("\ufdfa".repeat(50_000)), hashOf(normaliseForDuplicates("\ufdfa".repeat(50_000))));
  });

  test("depends on the seed and stays as it is in every version", () => {
    assert.notEqual(hashOf("text", 0), hashOf("text", 1));
    assert.equal(hashOf(" Some  TEXT\n"), "3074780630/3297773525");
  });
});
