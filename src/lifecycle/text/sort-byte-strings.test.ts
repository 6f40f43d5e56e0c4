import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRandom } from "../../foundation/index.ts";
import { compareCodePoints } from "./code-point-order.ts";
import { END, sortByteStrings } from "./sort-byte-strings.ts";

function sorted(strings: readonly string[]): string[] {
  const starts: number[] = [];
  const bytes: number[] = [];
  for (const text of strings) {
    starts.push(bytes.length);
    bytes.push(...Buffer.from(text, "utf8"), END);
  }
  const order = Int32Array.from(starts);
  const block = Uint8Array.from(bytes);
  sortByteStrings(block, order);
  return Array.from(order, (start) => Buffer.from(block.subarray(start, block.indexOf(END, start))).toString("utf8"));
}

test("a few strings are sorted by code point", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary" }).map((text) => text.toWellFormed())), (strings) => {
      assert.deepEqual(sorted(strings), strings.toSorted(compareCodePoints));
    }),
    { seed: 1 },
  );
});

test("many strings with long common beginnings are sorted by code point", () => {
  const random = createRandom(1);
  const alphabet = ["a", "\0", "b", "é", "\uffff", "😀"];
  const strings = new Set<string>();
  while (strings.size < 20_000) {
    let text = random.float() < 0.5 ? "common beginning" : "";
    for (let length = random.integer(12); length > 0; length--) text += alphabet[random.integer(6)]!;
    strings.add(text);
  }
  assert.deepEqual(sorted([...strings]), [...strings].sort(compareCodePoints));
});
