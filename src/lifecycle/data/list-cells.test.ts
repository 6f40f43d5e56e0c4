import assert from "node:assert/strict";
import { test } from "node:test";
import { readRows } from "./rows.ts";
import { temporaryFolder, writeParquet, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();

/** Every cell of a file's `columns`, lists as lists. */
async function cellsOf(file: string, columns: readonly number[]) {
  const rows: (string | readonly string[] | null)[][] = [];
  await readRows(
    file,
    { task: "Reading" },
    {
      begin: () => columns,
      row: (row) =>
        rows.push(columns.map((column) => row.list(column) ?? (row.cell(column) as Buffer)?.toString("utf8") ?? null)),
    },
  );
  return rows;
}

const expected = [
  ["one", ["a", "b"]],
  ["two", []],
  ["three", null],
];

test("lists in JSONL", async () => {
  const lines = [`{"text":"one","labels":["a","b"]}`, `{"text":"two","labels":[]}`, `{"text":"three","labels":null}`];
  assert.deepEqual(await cellsOf(writeSample(folder, "lists.jsonl", lines.join("\n")), [0, 1]), expected);
});

test("lists in Parquet", async () => {
  const query = "SELECT * FROM (VALUES ('one', ['a', 'b']), ('two', []), ('three', NULL)) AS rows(text, labels)";
  assert.deepEqual(await cellsOf(await writeParquet(folder, "lists.parquet", query), [0, 1]), expected);
});

test("lists of numbers are texts; lists of lists and of null are refused", async () => {
  const numbers = await writeParquet(folder, "numbers.parquet", "SELECT 'x' AS text, [1, 2] AS labels");
  assert.deepEqual(await cellsOf(numbers, [1]), [[["1", "2"]]]);
  for (const line of [`{"labels":[["a"]]}`, `{"labels":[null]}`])
    await assert.rejects(cellsOf(writeSample(folder, "nested.jsonl", line), [0]), {
      code: "data/nested-value",
      message: /row 1, column "labels" holds a list with /,
    });
  const missing = await writeParquet(folder, "null.parquet", "SELECT ['a', NULL] AS labels");
  await assert.rejects(cellsOf(missing, [0]), { code: "data/nested-value", message: /row 1.*a list with null/ });
});

test("a delimited cell is never a list", async () => {
  assert.deepEqual(await cellsOf(writeSample(folder, "a.csv", "text,labels\none,a"), [0, 1]), [["one", "a"]]);
});
