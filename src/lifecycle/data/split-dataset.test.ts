import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createRandom } from "../../foundation/index.ts";
import { normaliseForDuplicates } from "../text/index.ts";
import { datasetOf, type Example } from "./dataset.sample.ts";
import { type Split, splitDataset } from "./index.ts";
import { type SplitConfig, splitConfig } from "./split.config.ts";

const config = (settings: Partial<SplitConfig> = {}) => splitConfig.parse(settings);
const partsOf = ({ train, validation, test: tested }: Split) => ({ train, validation, test: tested });

/** By row: "train", "validation", "test" or nothing. */
function partByRow(split: Split, rows: number): (string | undefined)[] {
  const result = new Array<string | undefined>(rows);
  for (const [name, part] of Object.entries(partsOf(split)))
    for (const row of part) {
      assert.equal(result[row], undefined, `row ${row} is in two parts`);
      result[row] = name;
    }
  return result;
}

function assertNothingStraddles(examples: readonly Example[], split: Split, key: (example: Example) => string): void {
  const parts = partByRow(split, examples.length);
  const seen = new Map<string, string | undefined>();
  for (const [row, example] of examples.entries()) {
    if (parts[row] === undefined) continue;
    const known = seen.get(key(example));
    if (known !== undefined) assert.equal(parts[row], known, `row ${row}`);
    seen.set(key(example), parts[row]);
  }
}

const normalised = ({ text }: Example) => normaliseForDuplicates(text);
const plain = (count: number): Example[] =>
  Array.from({ length: count }, (_, row) => ({ text: `text ${row}`, label: row % 4 === 0 ? "rare" : "common" }));

describe("a split", () => {
  const manyDuplicates = fc.array(
    fc.record({
      text: fc.constantFrom("a", "A ", "b", "c", "D", "d", "e", "f", "g", "h", "ı", "ß", "i j", "I\tJ"),
      label: fc.constantFrom("x", "y", "z", null),
      value: fc.constantFrom("1", "2", "3", "4", "5", "6", null),
    }),
    { minLength: 12, maxLength: 80 },
  );

  for (const method of ["stratified", "random", "group"] as const)
    test(`${method}: equal texts never straddle, every labelled row is in one part, ascending`, () => {
      fc.assert(
        fc.property(manyDuplicates, fc.nat(), fc.boolean(), (examples, seed, orderIndependent) => {
          const settings = config({ method, testSize: 0.3, column: "value", orderIndependent });
          let split: Split;
          try {
            split = splitDataset(datasetOf(examples), settings, seed);
          } catch (error) {
            assert.equal((error as { code?: string }).code, "data/empty-part"); // few texts, many repeated
            return;
          }
          assertNothingStraddles(examples, split, normalised);
          const parts = partByRow(split, examples.length);
          for (const [row, { label }] of examples.entries()) assert.equal(parts[row] === undefined, label === null);
          for (const part of Object.values(partsOf(split))) assert.deepEqual(part, part.toSorted());
        }),
      );
    });

  test("has exactly the wished sizes and, stratified, the labels' shares", () => {
    const examples = plain(1000);
    const split = splitDataset(datasetOf(examples), config(), 7);
    const rare = (rows: Uint32Array) => rows.filter((row) => examples[row]?.label === "rare").length;
    assert.deepEqual([split.train.length, split.validation.length, split.test.length], [720, 80, 200]);
    assert.deepEqual([rare(split.train), rare(split.validation), rare(split.test)], [180, 20, 50]);
    const random = splitDataset(datasetOf(examples), config({ method: "random" }), 7);
    assert.deepEqual([random.train.length, random.validation.length, random.test.length], [720, 80, 200]);
  });

  test("is decided by the seed alone, not by the order of rows or the labels' names", () => {
    const examples = plain(300);
    const split = splitDataset(datasetOf(examples), config(), 3);
    assert.deepEqual(splitDataset(datasetOf(examples), config(), 3), split);
    assert.notDeepEqual(splitDataset(datasetOf(examples), config(), 4).test, split.test);
    const order = createRandom(1).permutation(examples.length);
    const shuffled = Array.from(order, (row) => examples[row]!);
    const other = splitDataset(datasetOf(shuffled), config(), 3);
    assert.deepEqual(Uint32Array.from(other.test, (row) => order[row]!).sort(), split.test);
  });

  test("stays the same in every later version", () => {
    assert.deepEqual([...splitDataset(datasetOf(plain(40)), config(), 0).test], [0, 7, 10, 18, 19, 28, 31, 35]);
  });

  test("order-independent: added rows move no other", () => {
    const settings = config({ orderIndependent: true });
    const few = partByRow(splitDataset(datasetOf(plain(300)), settings, 1), 300);
    const many = partByRow(splitDataset(datasetOf(plain(900)), settings, 1), 900);
    assert.deepEqual(many.slice(0, 300), few);
    const tested = many.filter((part) => part === "test").length;
    assert.ok(tested > 140 && tested < 220, `${tested} of 900`);
  });

  test("holds nothing out where a size is 0", () => {
    const split = splitDataset(datasetOf(plain(20)), config({ testSize: 0, validationSize: 0 }), 0);
    assert.deepEqual([split.train.length, split.validation.length, split.test.length], [20, 0, 0]);
  });

  test("leaves every label something to learn from", () => {
    const examples = [...plain(50), { text: "alone", label: "lonely" }];
    const split = splitDataset(datasetOf(examples), config({ testSize: 0.5, validationSize: 0.5 }), 0);
    assert.ok(split.train.includes(50));
  });

  test("says which rows are in no part for want of a label", () => {
    const { warnings } = splitDataset(datasetOf([...plain(30), { text: "?", label: null }]), config(), 0);
    assert.deepEqual(
      warnings.map(({ code, count, rows }) => [code, count, rows]),
      [["unlabelled-left-out", 1, [31]]],
    );
  });

  test("too few rows for a part", () => {
    assert.throws(() => splitDataset(datasetOf(plain(1)), config(), 0), {
      code: "data/empty-part",
      message: /\(1 rows\) leaves nothing for (validation|test)/,
    });
  });
});

describe("a split by group", () => {
  test("keeps groups whole, and joins groups that share a text", () => {
    const examples = Array.from({ length: 400 }, (_, row) => ({
      text: row % 40 === 0 ? "shared by some" : `text ${row}`,
      label: "x",
      value: row % 40 === 0 ? `${row % 80}` : `${row % 37}`,
    }));
    const split = splitDataset(datasetOf(examples), config({ method: "group", column: "value" }), 5);
    assertNothingStraddles(examples, split, ({ value }) => value ?? "");
    assertNothingStraddles(examples, split, normalised);
    assert.ok(Math.abs(split.test.length - 80) < 25);
  });

  test("rows without a group stand for themselves", () => {
    const examples = plain(100).map((example) => ({ ...example, value: null }));
    assert.equal(splitDataset(datasetOf(examples), config({ method: "group", column: "value" }), 0).test.length, 20);
  });
});

describe("a split by time", () => {
  const settings = config({ method: "time", column: "value" });

  test("tests on the latest and validates on the latest of the rest", () => {
    const examples = plain(100).map((example, row) => ({ ...example, value: `${1000 + ((row * 37) % 100)}` }));
    const split = splitDataset(datasetOf(examples), settings, 0);
    const times = (rows: Uint32Array) =>
      Array.from(rows, (row) => Number(examples[row]!.value) - 1000).sort((a, b) => a - b);
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
    assert.deepEqual(times(split.train), range(0, 72));
    assert.deepEqual(times(split.validation), range(72, 80));
    assert.deepEqual(times(split.test), range(80, 100));
  });

  test("a text that was seen before is not tested on; equal times stay together", () => {
    const examples = plain(100).map((example, row) => ({
      ...example,
      text: row === 99 ? "Text 0" : example.text,
      value: `2024-01-${`${1 + Math.floor(row / 10)}`.padStart(2, "0")}`,
    }));
    const parts = partByRow(splitDataset(datasetOf(examples), settings, 0), 100);
    assert.equal(parts[99], "train");
    assertNothingStraddles(examples, splitDataset(datasetOf(examples), settings, 0), ({ text, value }) =>
      normaliseForDuplicates(text) === "text 0" ? "text 0" : `${value}`,
    );
  });

  test("a value that is no time", () => {
    const examples = plain(10).map((example, row) => ({ ...example, value: row === 4 ? "soon" : "2024" }));
    assert.throws(() => splitDataset(datasetOf(examples), settings, 0), {
      code: "data/invalid-time",
      message: /row 5, column "value" holds "soon"/,
    });
  });
});

describe("a split by a column that says it", () => {
  const settings = config({ method: "column", column: "value" });
  const given = (...parts: string[]) =>
    plain(100).map((example, row) => ({ ...example, value: parts[row % parts.length]! }));

  test("is followed", () => {
    const examples = given("train", "train", "dev", "Test");
    const parts = partByRow(splitDataset(datasetOf(examples), settings, 0), 100);
    assert.deepEqual(parts.slice(0, 4), ["train", "train", "validation", "test"]);
  });

  test("without a validation part, some of the training rows validate", () => {
    const split = splitDataset(datasetOf(given("train", "test")), settings, 0);
    assert.deepEqual([split.train.length, split.validation.length, split.test.length], [45, 5, 50]);
    const none = splitDataset(datasetOf(given("train", "test")), { ...settings, validationSize: 0 }, 0);
    assert.equal(none.validation.length, 0);
  });

  test("says how many texts straddle", () => {
    const examples = given("train", "test");
    examples[1] = { ...examples[1]!, text: " TEXT 0" };
    const { warnings } = splitDataset(datasetOf(examples), settings, 0);
    assert.deepEqual(
      warnings.map(({ code, count, rows }) => [code, count, rows]),
      [["duplicates-straddle", 1, [1, 2]]],
    );
  });

  test("a value that names no part, and a column that was not read", () => {
    assert.throws(() => splitDataset(datasetOf(given("train", "tset")), settings, 0), {
      code: "data/unknown-split-value",
      message: /row 2, column "value" says "tset"/,
    });
    assert.throws(() => splitDataset(datasetOf(plain(9)), { ...settings, column: "vlue" }, 0), {
      code: "data/unknown-column",
      remedy: /Did you mean "value"/,
    });
    assert.throws(() => splitDataset(datasetOf(plain(9)), { ...settings, column: null }, 0), {
      code: "data/split-column-needed",
    });
  });
});
