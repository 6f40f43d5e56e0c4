import assert from "node:assert/strict";
import { isAscii } from "node:buffer";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createRandom } from "../../foundation/index.ts";
import { tellingWords } from "./telling-words.ts";
import { createWordCounts } from "./word-counts.ts";

type Labelled = readonly [text: string, label: number];

function countedBy(texts: readonly Labelled[], cells?: number) {
  const counts = createWordCounts(cells === undefined ? {} : { cells });
  for (const [text, label] of texts) counts.add(Buffer.from(text), isAscii(Buffer.from(text)), label);
  const words = new Map<string, number[]>();
  counts.visit((word, byLabel) => words.set(word, [...byLabel]));
  return { counts, words };
}

describe("counting words", () => {
  test("words of two or more letters, digits or _ in lower case, in any script", () => {
    const { words } = countedBy([
      ["The the A b2_ don't", 0],
      ["Über Привет, the ❤️ ÜBER", 1],
    ]);
    assert.deepEqual(Object.fromEntries(words), {
      the: [2, 1],
      b2_: [1, 0],
      don: [1, 0],
      über: [0, 2],
      привет: [0, 1],
    });
  });

  test("agrees with a simple count, whatever the number of labels", () => {
    const text = fc
      .array(fc.constantFrom("aa", "bb", "Cc", "dd", "éé", "x"), { maxLength: 8 })
      .map((all) => all.join(" "));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(40)), { maxLength: 30 }), (texts) => {
        const { counts, words } = countedBy(texts);
        const expected = new Map<string, number>();
        for (const [content, label] of texts)
          for (const word of content.toLowerCase().split(" ")) {
            if (word.length < 2) continue;
            expected.set(`${word} ${label}`, (expected.get(`${word} ${label}`) ?? 0) + 1);
          }
        const found = [...words].flatMap(([word, byLabel]) =>
          byLabel.flatMap((count, label) => (count === 0 ? [] : [[`${word} ${label}`, count] as const])),
        );
        assert.deepEqual(new Map(found.toSorted()), new Map([...expected].toSorted()));
        assert.equal(counts.isApproximate, false);
      }),
    );
  });

  test("forgets rare words when there are too many, never the frequent ones", () => {
    const random = createRandom(1);
    const texts = Array.from({ length: 4000 }, (_, row): Labelled => {
      const rare = Array.from({ length: 10 }, () => `rare${random.integer(1_000_000)}`).join(" ");
      return [`${rare} common often`, row % 3];
    });
    const { counts, words } = countedBy(texts, 1 << 13);
    assert.equal(counts.isApproximate, true);
    assert.ok(words.size < 4096);
    assert.equal(
      words.get("common")?.reduce((sum, count) => sum + count),
      4000,
    );
  });

  test("many labels leave room for fewer words", () => {
    const texts = Array.from({ length: 3000 }, (_, row): Labelled => [`word${row} all`, Math.floor(row / 12)]);
    const { counts, words } = countedBy(texts, 1 << 16);
    assert.equal(counts.isApproximate, true);
    assert.equal(
      words.get("all")?.reduce((sum, count) => sum + count),
      3000,
    );
  });
});

describe("telling words", () => {
  const texts: Labelled[] = [
    ...Array.from({ length: 30 }, (): Labelled => ["great film with plot", 0]),
    ...Array.from({ length: 20 }, (): Labelled => ["awful film with plot", 1]),
    ["great", 1],
  ];

  test("have the score of Monroe et al. (2008)", () => {
    const { counts } = countedBy(texts);
    const [first] = tellingWords(counts, 2, 3);
    // By hand: 201 words, 120 under label 0; the prior of 201 words has as many "great" as the texts, 31.
    const here = 30 + 31;
    const there = 1 + 31;
    const ratio = Math.log(here / (120 + 201 - here)) - Math.log(there / (81 + 201 - there));
    const score = ratio / Math.sqrt(1 / here + 1 / there);
    assert.deepEqual(
      first?.map(({ word }) => word),
      ["great"],
    );
    assert.ok(Math.abs(first![0]!.score - score) < 1e-12);
    assert.deepEqual([first![0]!.count, first![0]!.otherCount], [30, 1]);
  });

  test("are the best ones only", () => {
    const many = Array.from({ length: 50 }, (_, row): Labelled => [`word${row} `.repeat(20 + row), row % 2]);
    const [first, second] = tellingWords(countedBy(many).counts, 2, 5);
    for (const list of [first!, second!]) {
      assert.equal(list.length, 5);
      assert.deepEqual(
        list,
        list.toSorted((left, right) => right.score - left.score),
      );
    }
    assert.equal(second![0]!.word, "word49");
  });
});
