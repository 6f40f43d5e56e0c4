import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { excerpt } from "./worst-mistakes.ts";

describe("an excerpt", () => {
  const filler = Array.from({ length: 400 }, (_, index) => `w${index}`).join(" ");
  const text = `${filler} decisive ${filler}`;
  const spans = [...text.matchAll(/\S+/g)].map((match) => ({
    term: match[0],
    start: match.index,
    end: match.index + match[0].length,
    influence: match[0] === "decisive" ? 2 : 0,
  }));

  test("of a short text is the text", () => {
    assert.deepEqual(excerpt("short", []), { excerpt: "short", cut: [false, false], words: [] });
  });

  test("of a long text holds the words that mattered", () => {
    const cut = excerpt(text, spans);
    assert.equal(cut.excerpt.length, 500);
    assert.deepEqual(cut.cut, [true, true]);
    assert.deepEqual(
      cut.words.map(({ start, end }) => cut.excerpt.slice(start, end)),
      ["decisive"],
    );
  });

  test("never splits a character in two", () => {
    const emoji = "😀".repeat(600);
    for (const lead of ["", "a"]) assert.ok(excerpt(lead + emoji, []).excerpt.isWellFormed());
  });
});
