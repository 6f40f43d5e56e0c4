import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { knownNames, nearest } from "./nearest.ts";

describe("nearest", () => {
  test("finds what was meant", () => {
    assert.equal(nearest("--lable", ["--text", "--label"]), "--label");
    assert.equal(nearest("Sentimnet", ["review", "sentiment"]), "sentiment");
  });

  test("suggests nothing for a word unlike any known one", () => {
    assert.equal(nearest("colour", ["review", "sentiment"]), undefined);
    assert.equal(knownNames("colour", ["review", "sentiment"]), "Known: review, sentiment.");
    assert.equal(knownNames("x", []), "There are none.");
  });
});
