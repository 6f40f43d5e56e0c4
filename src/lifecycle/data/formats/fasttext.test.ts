import assert from "node:assert/strict";
import { test } from "node:test";
import { readDataset } from "../index.ts";
import { temporaryFolder, writeSample } from "../test-files.sample.ts";
import { readTable } from "./table.sample.ts";

const folder = temporaryFolder();

test("one label a line is a data set like any other", async () => {
  const file = writeSample(folder, "one.txt", "__label__good a fine film\n__label__bad  two  spaces \r\n\nno label\n");
  const { labels, warnings, textColumn, labelColumn, rows } = await readDataset(file);
  assert.deepEqual([textColumn, labelColumn, rows], ["text", "label", 3]);
  assert.deepEqual(
    [labels.names, [...labels.ids]],
    [
      ["bad", "good"],
      [1, 0, -1],
    ],
  );
  assert.deepEqual(
    warnings.map(({ code, count, rows: named }) => [code, count, named]),
    [
      ["blank-lines", 1, [3]],
      ["missing-labels", 1, [3]],
    ],
  );
  assert.deepEqual(
    (await readTable(file)).rows.map(([text]) => text),
    ["a fine film", " two  spaces ", "no label"],
  );
});

test("several labels are lists, for every row", async () => {
  const file = writeSample(folder, "several.txt", "__label__a one\n__label__a __label__b\ttwo\nthree\n");
  const { rows, summary } = await readTable(file);
  assert.equal(summary.format, "fasttext");
  assert.deepEqual(rows, [
    ["one", ["a"]],
    ["two", ["a", "b"]],
    ["three", []],
  ]);
});

test("labels within the text are labels, as for fastText, and are told", async () => {
  const file = writeSample(folder, "within.txt", "__label__a one __label__b two __label__c\n__label__a x__label__b\n");
  const { rows, summary } = await readTable(file);
  assert.deepEqual(rows, [
    ["one two", ["a", "b", "c"]],
    ["x__label__b", ["a"]],
  ]);
  assert.deepEqual(
    summary.warnings.map(({ code, rows: named }) => [code, named]),
    [["labels-within-text", [1]]],
  );
});
