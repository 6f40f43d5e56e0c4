import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../../foundation/index.ts";
import { textPipelineConfig } from "./text-pipeline.config.ts";
import { tokenizeWords } from "./word-offsets.ts";

const words = (text: string, settings: object = {}) =>
  tokenizeWords(text, parseConfig(textPipelineConfig, { type: "tfidf/v1", ...settings }, "test"));

test("words carry their place in the original text", () => {
  assert.deepEqual(words("The I am"), [
    { term: "the", start: 0, end: 3 },
    { term: "am", start: 6, end: 8 },
  ]);
});

test("places hold where preparing changes lengths", () => {
  const text = "İstanbul ﬁne ΟΔΟΣ cafe\u0301s";
  for (const stripAccents of [null, "unicode", "ascii"]) {
    const spans = words(text, { stripAccents });
    const cut = spans.map(({ start, end }) => text.slice(start, end));
    if (stripAccents === "unicode") {
      assert.deepEqual(
        spans.map(({ term }) => term),
        ["istanbul", "fine", "οδος", "cafes"],
      );
      assert.deepEqual(cut, ["İstanbul", "ﬁne", "ΟΔΟΣ", "cafe\u0301s"]);
    }
    assert.ok(cut.includes("ﬁne"), cut.join("|"));
  }
});

test("stop words are left out, characters pipelines give whole words", () => {
  assert.deepEqual(
    words("the cat", { stopWords: "english" }).map(({ term }) => term),
    ["cat"],
  );
  assert.deepEqual(
    words("the cat's", { analyzer: "char_wb" }).map(({ term }) => term),
    ["the", "cat's"],
  );
});

test("lower-casing changes the length of one character only", () => {
  for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
    const character = String.fromCodePoint(codePoint);
    if (character.toLowerCase().length !== character.length) assert.equal(character, "\u0130");
  }
});
