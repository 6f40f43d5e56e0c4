import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { datasetOf } from "./dataset.sample.ts";
import { foldsConfig } from "./folds.config.ts";
import { type Folds, foldDataset } from "./index.ts";

const reviews = (rows: number) =>
  Array.from({ length: rows }, (_, row) => ({
    text: `review ${row}`,
    label: row % 4 === 0 ? "good" : "bad",
    value: `${row % 7}`,
  }));

const tested = ({ folds }: Folds) => folds.flatMap(({ test: rows }) => [...rows]).sort((left, right) => left - right);

test("every labelled row is tested once, by a model that has seen neither it nor a copy of it", () => {
  const example = fc.record({
    text: fc.constantFrom("a", "A ", "b", "c", "d", "e", "f", "g", "h"),
    label: fc.constantFrom("x", "y", null),
  });
  fc.assert(
    fc.property(fc.array(example, { minLength: 40, maxLength: 60 }), fc.nat(5), (examples, seed) => {
      const padded = [...examples, ...["1", "2", "3"].map((text) => ({ text, label: "x" }))];
      const dataset = datasetOf(padded);
      const result = foldDataset(dataset, foldsConfig.parse({ folds: 3, validationSize: 0.3 }), seed);
      const labelled = [...padded.keys()].filter((row) => padded[row]!.label !== null);
      assert.deepEqual(tested(result), labelled);
      const key = (row: number) => padded[row]!.text.trim().toLowerCase();
      for (const fold of result.folds) {
        assert.deepEqual(
          [...fold.train, ...fold.validation, ...fold.test].toSorted((a, b) => a - b),
          labelled,
        );
        const held = new Set(Array.from(fold.test, key));
        for (const row of [...fold.train, ...fold.validation]) assert.ok(!held.has(key(row)));
      }
    }),
    { numRuns: 50 },
  );
});

test("label shares are kept, and the order of the rows decides nothing", () => {
  const examples = reviews(100);
  const config = foldsConfig.parse({ folds: 5 });
  const { folds, warnings } = foldDataset(datasetOf(examples), config, 3);
  assert.deepEqual(warnings, []);
  for (const fold of folds) {
    assert.equal(fold.test.length, 20);
    assert.equal(fold.test.filter((row) => examples[row]!.label === "good").length, 5);
  }
  const reversed = foldDataset(datasetOf(examples.toReversed()), config, 3);
  assert.deepEqual(
    reversed.folds.map(({ test: rows }) => [...rows].map((row) => 99 - row).reverse()),
    folds.map(({ test: rows }) => [...rows]),
  );
  assert.notDeepEqual(foldDataset(datasetOf(examples), config, 4).folds, folds);
});

test("groups stay whole", () => {
  const examples = reviews(70);
  const { folds } = foldDataset(
    datasetOf(examples),
    foldsConfig.parse({ folds: 3, method: "group", column: "value" }),
    0,
  );
  for (const fold of folds) {
    const held = new Set(Array.from(fold.test, (row) => examples[row]!.value));
    for (const row of fold.train) assert.ok(!held.has(examples[row]!.value));
  }
});

test("by time each fold is trained on what is earlier than its test", () => {
  const examples = Array.from({ length: 60 }, (_, row) => ({
    text: `text ${row}`,
    label: row % 2 === 0 ? "x" : "y",
    value: `2024-01-${String(1 + ((row * 7) % 30)).padStart(2, "0")}`,
  }));
  const config = foldsConfig.parse({ folds: 4, method: "time", column: "value", validationSize: 0.2 });
  const { folds } = foldDataset(datasetOf(examples), config, 0);
  assert.deepEqual(
    folds.map(({ train, validation }) => train.length + validation.length),
    [12, 24, 36, 48],
  );
  const day = (row: number) => examples[row]!.value;
  for (const fold of folds) {
    const first = Array.from(fold.test, day).toSorted()[0]!;
    for (const row of [...fold.train, ...fold.validation]) assert.ok(day(row) < first);
    const firstValidation = Array.from(fold.validation, day).toSorted()[0]!;
    for (const row of fold.train) assert.ok(day(row) <= firstValidation);
  }
});

test("too few rows for the folds are refused; a label that some fold lacks is named", () => {
  assert.throws(() => foldDataset(datasetOf(reviews(3)), foldsConfig.parse({ folds: 5 }), 0), {
    code: "data/too-few-rows-for-folds",
  });
  const rare = [...reviews(50), { text: "once", label: "rare" }];
  const { warnings } = foldDataset(datasetOf(rare), foldsConfig.parse({ folds: 5 }), 0);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ["label-absent-from-training"],
  );
  assert.match(warnings[0]!.message, /1 label in training \("rare"\)/);
});
