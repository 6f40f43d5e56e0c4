import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseConfig } from "../../../foundation/index.ts";
import { originalRange } from "./alignment.ts";
import { nastyText } from "./nasty-text.sample.ts";
import { createNormaliser, normaliseText } from "./normalise-text.ts";
import { type NormaliserConfig, normaliseField, normaliserConfig } from "./normaliser.config.ts";

const named = (list: unknown): NormaliserConfig[] => parseConfig(normaliseField, list, "the test");
const everyOne = normaliserConfig.options.map((option) => named([{ type: option.shape.type.value }]));
const others = [
  ...["NFD", "NFKC", "NFKD"].map((form) => named([{ type: "unicode/v1", form }])),
  named([{ type: "emoji/v1", as: "removed" }]),
  named([{ type: "repeated-letters/v1", longest: 1 }]),
  named([{ type: "urls/v1", replaceBy: "" }]),
  named([{ type: "accents/v1", keep: "é" }]),
  named([{ type: "html/v1" }, { type: "html/v1" }]),
  named([{ type: "html/v1" }, { type: "unicode/v1", form: "NFKC" }, { type: "lower-case/v1" }, { type: "accents/v1" }]),
  named([
    { type: "html/v1" },
    { type: "urls/v1" },
    { type: "mails/v1" },
    { type: "user-names/v1" },
    { type: "numbers/v1" },
    { type: "emoji/v1" },
    { type: "repeated-letters/v1" },
    { type: "unicode/v1", form: "NFKD" },
    { type: "lower-case/v1" },
  ]),
];
/** Normalisers whose work on a character depends on nothing but its marks. */
const withoutContext = new Set(["unicode/v1", "accents/v1"]);
/** Normalisers that change single characters. */
const ofCharacters = new Set(["unicode/v1", "accents/v1", "lower-case/v1"]);
const nameOf = (list: readonly NormaliserConfig[]) => list.map((config) => Object.values(config).join(" ")).join(", ");

describe("normalisers with offsets", () => {
  for (const list of [...everyOne, ...others]) {
    test(`any slice maps to its part of the original: ${nameOf(list)}`, () => {
      const plain = createNormaliser(list);
      fc.assert(
        fc.property(nastyText, (original) => {
          const { text, edits } = normaliseText(original, list);
          assert.equal(text, plain(original), "the text does not depend on whether edits are asked for");
          checkEdits(text, original, edits);
          checkSteps(text, original, edits, list);
          checkSlices(text, original, edits, list);
        }),
        { seed: 7, numRuns: 150 },
      );
    });
  }
});

/** Ascending, within bounds, and in step between. */
function checkEdits(text: string, original: string, edits: readonly number[]): void {
  let result = 0;
  let source = 0;
  for (let at = 0; at < edits.length; at += 4) {
    const [start, end, from, to] = edits.slice(at, at + 4) as [number, number, number, number];
    assert.ok(start <= end && from <= to && start >= result && from >= source, edits.join(" "));
    assert.equal(start - result, from - source, edits.join(" "));
    result = end;
    source = to;
  }
  assert.equal(text.length - result, original.length - source, edits.join(" "));
}

/** Outside edits a code unit stands for one code unit: the same, or the one that it becomes alone. */
function checkSteps(text: string, original: string, edits: readonly number[], list: readonly NormaliserConfig[]): void {
  const normalise = createNormaliser(list.filter(({ type }) => ofCharacters.has(type)));
  const changed = new Uint8Array(text.length);
  for (let at = 0; at < edits.length; at += 4) changed.fill(1, edits[at], edits[at + 1]);
  for (let at = 0; at < text.length; at++) {
    if (changed[at] === 1) continue;
    const { start, end } = originalRange(edits, at, at + 1);
    assert.equal(end - start, 1);
    const [here, there] = [text[at]!, original[start]!.toWellFormed()];
    if (here === there || (here === "ς" && there === "Σ") || /[\ud800-\udfff\ufffd]/.test(here)) continue;
    assert.equal(here, normalise(there));
  }
}

/** Slices are ordered as their parts are, and where context does not matter a part normalises to its slice. */
function checkSlices(
  text: string,
  original: string,
  edits: readonly number[],
  list: readonly NormaliserConfig[],
): void {
  const borders = [...Array(text.length + 1).keys()].filter((at) => at % 3 === 0 || at === text.length);
  const free = list.length === 1 && withoutContext.has(list[0]!.type);
  const inside = (at: number) => {
    for (let edit = 0; edit < edits.length; edit += 4) if (edits[edit]! < at && at < edits[edit + 1]!) return true;
    return /[\ud800-\udbff]/.test(text[at - 1] ?? "") || /[\p{M}\u1160-\u11ff]/u.test(text.slice(at, at + 2));
  };
  for (const start of borders)
    for (const end of borders) {
      if (end <= start) continue;
      const range = originalRange(edits, start, end);
      assert.ok(0 <= range.start && range.start <= range.end && range.end <= original.length);
      assert.ok(originalRange(edits, start, start + 1).start === range.start);
      assert.ok(originalRange(edits, end - 1, end).end === range.end);
      if (free && !inside(start) && !inside(end))
        assert.equal(createNormaliser(list)(original.slice(range.start, range.end)), text.slice(start, end));
    }
}

test("no list leaves a text alone, but for lone surrogates", () => {
  assert.deepEqual(normaliseText("A\ud800é", []), { text: "A\ufffdé", edits: [] });
});

test("lower-casing changes the length of one character only", () => {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint === 0x130 || (codePoint >= 0xd800 && codePoint < 0xe000)) continue;
    const character = String.fromCodePoint(codePoint);
    if (character.toLowerCase().length !== character.length) assert.fail(codePoint.toString(16));
  }
});
