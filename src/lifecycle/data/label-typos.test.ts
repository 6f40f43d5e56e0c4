import assert from "node:assert/strict";
import { test } from "node:test";
import { findLabelTypos } from "./label-typos.ts";

const typos = (counts: Record<string, number>) =>
  findLabelTypos(new Map(Object.entries(counts))).map(({ label, meant }) => `${label}→${meant}`);

test("case, spaces and rare slips of one letter are found", () => {
  const counts = { positive: 100, negative: 90, "Positive ": 1, NEGATIVE: 30, postive: 2, negatvie: 1, positivve: 1 };
  assert.deepEqual(typos(counts).toSorted(), [
    "NEGATIVE→negative",
    "Positive →positive",
    "negatvie→negative",
    "positivve→positive",
    "postive→positive",
  ]);
});

test("labels that are meant to differ are not", () => {
  assert.deepEqual(
    typos({ label1: 1000, label2: 1, cat: 1000, car: 1, spring: 10, string: 9, tested: 900, texts: 1 }),
    [],
  );
});
