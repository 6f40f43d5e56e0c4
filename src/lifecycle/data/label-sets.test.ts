import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { labelSetAt, labelSets } from "../labels/index.ts";
import type { Dataset } from "./dataset.ts";
import { withDuckDb } from "./duckdb.ts";
import { foldsConfig } from "./folds.config.ts";
import {
  foldDataset,
  inspectFile,
  matchLabels,
  readDataset,
  requireTwoLabels,
  splitDataset,
  splitFile,
} from "./index.ts";
import { iterativeStratification } from "./iterative-stratification.ts";
import { splitConfig } from "./split.config.ts";
import { temporaryFolder, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
const cells = { separator: null, columns: [] };
const read = (
  content: string,
  several: { separator: string | null; columns: readonly string[] } = cells,
  name = "sets.csv",
) => readDataset(writeSample(folder, name, content), { several });
const listsOf = ({ labels }: Dataset) =>
  Array.from(labels.ids, (_, row) => [...labelSetAt(labels.sets!, row)].map((id) => labels.names[id]));

describe("rows with several labels are read", () => {
  const expected = [["b", "a"], ["c"], [], ["a", "c"]].map((labels) => labels.toSorted());

  test("from cells with a separator, trimmed, each once", async () => {
    const dataset = await read("text,label\nw,b | a|b\nx,c|\ny,\nz,a|c\n");
    assert.deepEqual(listsOf(dataset), expected);
    assert.deepEqual(dataset.labels.names, ["a", "b", "c"]);
    assert.deepEqual([...dataset.labels.ids], [0, 2, -1, 0]);
    assert.deepEqual(
      dataset.warnings.map(({ code, rows }) => [code, rows]),
      [["no-labels", [3]]],
    );
    assert.deepEqual(
      listsOf(await read("text,label\nw,b;a\nx,c\ny,\nz,a;c\n", { separator: ";", columns: [] })),
      expected,
    );
  });

  test("from lists: of JSON in a cell, of JSONL, of Parquet", async () => {
    assert.deepEqual(listsOf(await read('text,label\nw,"[""b"",""a""]"\nx,c\ny,[]\nz,"[""a"", ""c""]"\n')), expected);
    const lines = [["b", "a"], "c", null, ["a", "c", "a"]].map((label, row) =>
      JSON.stringify({ text: `t${row}`, label }),
    );
    assert.deepEqual(listsOf(await read(lines.join("\n"), cells, "sets.jsonl")), expected);
    const file = `${folder}/sets.parquet`;
    await withDuckDb(undefined, (connection) =>
      connection.run(
        `COPY (SELECT * FROM (VALUES (1, 'w', ['b', 'a']), (2, 'x', ['c']), (3, 'y', []), (4, 'z', ['a', 'c'])) AS rows(n, text, label) ORDER BY n) TO '${file}' (FORMAT parquet)`,
      ),
    );
    assert.deepEqual(listsOf(await readDataset(file, { several: cells })), expected);
  });

  test("from columns of 0 and 1, named one by one or with commas", async () => {
    const content = "text,b,c,a\nw,1,0,1\nx,0,1.0,false\ny,0,0,0\nz,0,True,1\n";
    for (const columns of [
      ["a", "b", "c"],
      ["a,b", "c"],
    ])
      assert.deepEqual(listsOf(await read(content, { separator: null, columns })), expected);
    const { labels } = await read("text,never,a\nw,0,1\n", { separator: null, columns: ["never", "a"] });
    assert.deepEqual(labels.names, ["a", "never"]);
  });

  test("labels of emoji and of any script", async () => {
    assert.deepEqual(listsOf(await read("text,label\nw,👍|满意\nx,👎🏽\n")), [["👍", "满意"].toSorted(), ["👎🏽"]]);
  });
});

describe("malformed labels are refused where they stand", () => {
  test("a column of 0 and 1 with another value", async () => {
    const flags = { separator: null, columns: ["a", "b"] };
    await assert.rejects(read("text,a,b\nw,1,0\nx,0,maybe\n", flags), {
      code: "data/label-flag",
      message: /row 2, column "b" holds "maybe" where 0 or 1/,
    });
    await assert.rejects(read("text,a,b\nw,1,\n", flags), { message: /row 1, column "b" holds nothing/ });
    await assert.rejects(read("text,a,b\nw,1,-1\n", flags), { message: /row 1, column "b" holds "-1"/ });
    await assert.rejects(read("text,a,b\nw,1,1\n", { separator: null, columns: ["a", "bb"] }), {
      code: "data/unknown-column",
    });
  });

  test("another separator than was said", async () => {
    await assert.rejects(read("text,label\nw,a;b\nx,c\ny,a;c\n"), {
      code: "data/label-separator",
      message: /no cell has two labels with "\|" between them, but 2 hold ";"/,
      remedy: /--label-separator ";"/,
    });
    assert.deepEqual(listsOf(await read("text,label\nw,a\nx,b\n")), [["a"], ["b"]]);
  });

  test("a list that is none", async () => {
    await assert.rejects(read("text,label\nw,\"['a', 'b']\"\n"), {
      code: "data/label-list",
      message: /row 1, column "label" holds "\['a', 'b'\]"/,
    });
    for (const broken of ['["a","b"', '[ "a', 'a","b"]', "['a', 'b'"])
      await assert.rejects(read(`text,label\nv,a\nw,"${broken.replaceAll('"', '""')}"\n`), {
        code: "data/label-list",
        message: /row 2, column "label" holds/,
      });
    assert.deepEqual(listsOf(await read("text,label\nw,[sic]|b\nx,[x\ny,a|[x\n")), [
      ["[sic]", "b"],
      ["[x"],
      ["[x", "a"],
    ]);
  });

  test("a label of 10,000 characters, alone or among several", async () => {
    const long = "x".repeat(10_000);
    const refusal = { code: "data/label-too-long", message: /row 2, column "label" holds a label of 10000 characters/ };
    await assert.rejects(read(`text,label\nw,a\nx,b|${long}\n`), refusal);
    await assert.rejects(readDataset(writeSample(folder, "long.csv", `text,label\nw,a\nx,${long}\n`)), refusal);
  });

  test("no label at all, or only one", async () => {
    const empty = await read("text,label\nw,\nx,|\n");
    assert.throws(() => requireTwoLabels(empty), { code: "data/too-few-labels", message: /holds no label at all/ });
    const zeros = await read("text,a,b\nw,0,0\n", { separator: null, columns: ["a", "b"] });
    assert.throws(() => requireTwoLabels(zeros), { code: "data/too-few-labels", message: /holds no label at all/ });
    const one = await read("text,label\nw,a\nx,\n");
    assert.throws(() => requireTwoLabels(one), { message: /holds only one label, "a"/ });
  });
});

test("sets among known labels: unknown ones are refused, or left out", async () => {
  const dataset = await read("text,label\nw,b|a\nx,zz\ny,\n");
  assert.throws(() => matchLabels(dataset, ["b", "a"]), {
    code: "data/unknown-label",
    message: /row 2, column "label" holds "zz"/,
  });
  const { sets, ids } = matchLabels(dataset, ["b", "a"], { unknown: "leave-out" });
  assert.deepEqual(sets, labelSets([[0, 1], [], []]));
  assert.deepEqual([...ids], [0, -1, -1]);
});

test("an inspection counts every label", async () => {
  const file = writeSample(folder, "inspected.csv", "text,label\nw w,b|a\nx x,c\nw w,a\nz,\n");
  const { labels, missingLabels, conflicts } = await inspectFile(file, { several: cells });
  assert.deepEqual(
    labels.map(({ label, rows }) => [label, rows]),
    [
      ["a", 2],
      ["b", 1],
      ["c", 1],
    ],
  );
  assert.deepEqual([missingLabels, conflicts.texts, conflicts.examples[0]!.labels], [1, 1, ["b, a", "a"]]);
});

describe("iterative stratification", () => {
  const random = createRandom("iterative stratification");
  const rows = 2000;
  const frequencies = [0.5, 0.2, 0.05, 0.01, 0.002];
  const lists = Array.from({ length: rows }, () =>
    frequencies.flatMap((share, label) => (random.float() < share ? [label] : [])),
  );
  const counts = (part: (row: number) => boolean) =>
    frequencies.map((_, label) => lists.filter((own, row) => part(row) && own.includes(label)).length);

  test("gives each part its share of every label and of all rows", () => {
    const shares = [0.7, 0.1, 0.2];
    const parts = iterativeStratification(
      { sizes: new Array<number>(rows).fill(1), sets: labelSets(lists), labels: frequencies.length },
      shares,
    );
    const all = counts(() => true);
    for (const [part, share] of shares.entries()) {
      const inside = counts((row) => parts[row] === part);
      for (const [label, count] of inside.entries())
        assert.ok(Math.abs(count - share * all[label]!) <= 2, `label ${label}: ${count} of ${all[label]}`);
      const size = parts.filter((other) => other === part).length;
      assert.ok(Math.abs(size - share * rows) <= 2, `${size} rows`);
    }
  });

  test("of a data set and of its file: the same parts, whatever the order of the rows; equal texts stay together", async () => {
    const lines = lists.map((own, row) => `text ${row % 1900},${own.map((label) => `l${label}`).join("|")}`);
    const config = splitConfig.parse({});
    const partsOf = async (some: readonly string[]) => {
      const dataset = await read(`text,label\n${some.join("\n")}\n`);
      const { train, test } = splitDataset(dataset, config, 3);
      return { train: Array.from(train, (row) => some[row]!), test: Array.from(test, (row) => some[row]!), dataset };
    };
    const { train, test: tested, dataset } = await partsOf(lines);
    const turned = await partsOf(lines.toReversed());
    assert.deepEqual(turned.test.toSorted(), tested.toSorted());
    const seen = new Set(train.map((line) => line.split(",")[0]));
    assert.ok(tested.every((line) => !seen.has(line.split(",")[0]!)));
    const rare = tested.filter((line) => line.includes("l3")).length;
    const all = lines.filter((line) => line.includes("l3")).length;
    assert.ok(Math.abs(rare - all * 0.2) <= 2, `${rare} of ${all}`);
    const written = await splitFile(dataset.file, config, 3, `${folder}/parts`, { several: cells });
    assert.deepEqual(
      written.parts.map(({ name, rows: count }) => [name, count]),
      [
        ["train", train.length],
        ["validation", rows - train.length - tested.length],
        ["test", tested.length],
      ],
    );
  });

  test("folds have every label in every test part", async () => {
    const lines = lists.map((own, row) => `text ${row},${own.map((label) => `l${label}`).join("|")}`);
    const dataset = await read(`text,label\n${lines.join("\n")}\n`);
    const { folds } = foldDataset(dataset, foldsConfig.parse({ folds: 4, validationSize: 0.1 }), 1);
    const tested = folds.map(({ test: rowsOfFold }) => counts((row) => rowsOfFold.includes(row)));
    for (let label = 0; label < 4; label++) {
      const each = tested.map((found) => found[label]!);
      assert.ok(Math.max(...each) - Math.min(...each) <= 2, `label ${label}: ${each}`);
    }
    assert.equal(
      folds.reduce((sum, { test: rowsOfFold }) => sum + rowsOfFold.length, 0),
      rows,
    );
  });
});
