import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createTextPieces } from "./text-pieces.ts";

/** Ids are bytes. */
const decode = (ids: readonly number[]) => new TextDecoder().decode(Uint8Array.from(ids));

function piecesOf(text: string, stops: readonly string[] = []) {
  const pieces = createTextPieces(decode, stops);
  const given = [...new TextEncoder().encode(text)].map((byte) => pieces.add(byte));
  return { given: [...given, pieces.finish()], hasStopped: pieces.hasStopped };
}

test("pieces are whole characters, and together the text", () => {
  assert.deepEqual(piecesOf("aé😀").given, ["a", "", "é", "", "", "", "😀", ""]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(piecesOf(text).given.join(""), text.replace(/^\uFEFF/, ""));
    }),
  );
});

test("what could begin a text to stop at waits; that text and what follows are left out", () => {
  assert.deepEqual(piecesOf("a\n\nb", ["\n\n"]), { given: ["a", "", "", "", ""], hasStopped: true });
  assert.deepEqual(piecesOf("a\nb", ["\n\n"]), { given: ["a", "", "\nb", ""], hasStopped: false });
  assert.deepEqual(piecesOf("ab\n", ["\n\n"]), { given: ["a", "b", "", "\n"], hasStopped: false });
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b") }), fc.constantFrom("ab", "aab", "bab"), (text, stop) => {
      assert.equal(piecesOf(text, [stop]).given.join(""), text.split(stop)[0]);
    }),
  );
});

test("a character that never becomes whole is given at the end", () => {
  const pieces = createTextPieces(decode, []);
  assert.deepEqual([pieces.add(0xf0), pieces.add(0x9f), pieces.finish()], ["", "", "\uFFFD"]);
});
