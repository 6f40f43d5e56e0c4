import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planAnalysis } from "./analysis-plan.ts";
import { BadVocabularyError } from "./errors.ts";
import { knownTerms } from "./known-terms.ts";
import { frozenCounter } from "./term-counter.ts";
import { textColumn } from "./text-column.ts";
import { tfidfConfig } from "./tfidf.config.ts";

function plan(settings: Record<string, unknown>) {
  return planAnalysis(tfidfConfig.parse({ type: "tfidf/v1", ...settings }));
}

function listOf(terms: readonly string[]) {
  const { bytes, offsets, length } = textColumn(terms);
  return { bytes, length, offsets: Uint32Array.from(offsets) };
}

/** The known terms that a text has, by their places in the list. */
function placesIn(text: string, settings: Record<string, unknown>, terms: readonly string[]): number[] {
  const { snapshot, placeOf } = knownTerms("terms.txt", plan(settings), listOf(terms));
  const counter = frozenCounter(plan(settings), snapshot);
  counter.addText(text);
  return [...counter.ids.subarray(0, counter.used)].map((node) => placeOf[node]!).filter((place) => place >= 0);
}

const grams = { ngramRange: [1, 3], tokenPattern: "(?u)\\b\\w+\\b" };

describe("known terms", () => {
  test("terms in order, which share their beginnings, are found", () => {
    const terms = ["a", "a bad", "a bad day", "a badge", "bad", "bad day", "extraordinarily", "extraordinarily bad"];
    assert.deepEqual(placesIn("a bad day", grams, terms).toSorted(), [0, 1, 2, 4, 5]);
    assert.deepEqual(placesIn("extraordinarily bad badge", grams, terms).toSorted(), [4, 6, 7]);
    assert.deepEqual(placesIn("a badge", grams, terms).toSorted(), [0, 3]);
  });

  test("the order makes no difference", () => {
    const terms = ["bad day", "a bad day", "a badge", "a", "a bad", "day", "bad"];
    assert.deepEqual(placesIn("a bad day", grams, terms).toSorted(), [0, 1, 3, 4, 5, 6]);
  });

  test("so it is for characters of any length in UTF-8", () => {
    const terms = ["añ", "añ🙂", "añ🙂b", "añ🚀", "ñ", "🙂b"];
    const settings = { analyzer: "char", ngramRange: [1, 4] };
    assert.deepEqual(placesIn("añ🙂b", settings, terms).toSorted(), [0, 1, 2, 4, 5]);
    assert.deepEqual(placesIn("añ🚀", settings, terms).toSorted(), [0, 3, 4]);
  });

  for (const [name, settings, terms, line] of [
    ["repeated", grams, ["a", "a b", "a b"], 3],
    ["repeated later", grams, ["a b", "c", "a b"], 3],
    ["empty", grams, ["a", ""], 2],
    ["empty among characters", { analyzer: "char" }, ["a", ""], 2],
    ["a stop word", { ...grams, stopWords: ["the"] }, ["a", "the"], 2],
  ] as const)
    test(`a term that is ${name} is named by its line`, () => {
      assert.throws(
        () => knownTerms("terms.txt", plan(settings), listOf(terms)),
        (error) => error instanceof BadVocabularyError && error.message.includes(`line ${line}`),
      );
    });
});
