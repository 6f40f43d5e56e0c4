import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { convertFile } from "../convert-file.ts";
import { readDataset } from "../index.ts";
import { temporaryFolder, writeParquet, writeSample } from "../test-files.sample.ts";
import { readTable } from "./table.sample.ts";

const folder = temporaryFolder();
let folders = 0;
function dataFolder(): string {
  const made = path.join(folder, `set-${folders++}`);
  mkdirSync(path.join(made, "data"), { recursive: true });
  return made;
}
const values = (rows: string) => `SELECT * FROM (VALUES ${rows}) AS rows(text, label)`;

const card = `---
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*
  - split: test
    path: data/test-*
dataset_info:
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': negative
          '1': positive
  splits:
  - name: train
    num_examples: 3
---
# A data set
`;

describe("reading", () => {
  test("shards in order, classes by name, the split as the last column", async () => {
    const set = dataFolder();
    await writeParquet(set, "data/test-00000-of-00001.parquet", values("('e', -1)"));
    await writeParquet(set, "data/train-00001-of-00002.parquet", values("('c', 0)"));
    await writeParquet(set, "data/train-00000-of-00002.parquet", values("('a', 0), ('b', 1)"));
    writeSample(set, "README.md", card);
    const { columns, rows, summary } = await readTable(set);
    assert.deepEqual(columns, ["text", "label", "split"]);
    assert.deepEqual(rows, [
      ["a", "negative", "train"],
      ["b", "positive", "train"],
      ["c", "negative", "train"],
      ["e", null, "test"],
    ]);
    assert.deepEqual([summary.format, summary.rows], ["hugging-face", 4]);
    const { labels, extra, digest } = await readDataset(set, { extra: ["split"] });
    assert.deepEqual(
      [labels.names, [...labels.ids]],
      [
        ["negative", "positive"],
        [0, 1, 0, -1],
      ],
    );
    assert.deepEqual(extra["split"], ["train", "train", "train", "test"]);
    assert.equal(digest, summary.digest);
  });

  test("without a README the names of the files tell, and other text files are read too", async () => {
    const set = dataFolder();
    writeSample(set, "dev.csv", "text,label\nb,y\n");
    writeSample(set, "data/training.csv", "text,label\na,x\n");
    const { rows } = await readTable(set);
    assert.deepEqual(rows, [
      ["a", "x", "train"],
      ["b", "y", "validation"],
    ]);
  });
});

describe("what is wrong with a folder", () => {
  test("no data files, also where the README promises some", async () => {
    const set = dataFolder();
    await assert.rejects(readTable(set), { code: "data/no-data-files", message: new RegExp(path.basename(set)) });
    writeSample(set, "README.md", card);
    await assert.rejects(readTable(set), { code: "data/wrong-card", message: /not there \(data\/train-\*\)/ });
  });

  test("a README that leads outside, or that is no YAML", async () => {
    const set = dataFolder();
    writeSample(set, "README.md", card.replace("data/train-*", "../set-0/data/*"));
    await assert.rejects(readTable(set), { code: "data/wrong-card", message: /outside the folder/ });
    writeSample(set, "README.md", "---\nconfigs: [\n---\n");
    await assert.rejects(readTable(set), { code: "data/wrong-card", message: /is not YAML/ });
  });

  test("shards of different columns, or types", async () => {
    const set = dataFolder();
    await writeParquet(set, "data/train-0.parquet", values("('a', 'x')"));
    await writeParquet(set, "data/train-1.parquet", "SELECT 'b' AS text, 'y' AS sentiment");
    await assert.rejects(readTable(set), {
      code: "data/mixed-schema",
      message: /data\/train-1\.parquet has "text", "sentiment" where the first one has "text", "label"/,
    });
    await writeParquet(set, "data/train-1.parquet", values("('b', 2)"));
    await assert.rejects(readTable(set), { code: "data/mixed-schema", message: /"label INTEGER".*"label VARCHAR"/ });
  });

  test("a class without a name", async () => {
    const set = dataFolder();
    await writeParquet(set, "data/train-0.parquet", values("('a', 2)"));
    await writeParquet(set, "data/test-0.parquet", values("('a', 1)"));
    writeSample(set, "README.md", card);
    await assert.rejects(readTable(set), {
      code: "data/unknown-class",
      message: /row 1, column "label" holds the class "2", and the data set names the classes 0 to 1/,
    });
  });

  test("a shard that was cut off", async () => {
    const set = dataFolder();
    const whole = await writeParquet(set, "data/train-0.parquet", values("('a', 'x')"));
    writeSample(set, "data/train-0.parquet", readFileSync(whole).subarray(0, -20));
    await assert.rejects(readTable(set), { code: "data/damaged-file", message: /train-0\.parquet is damaged/ });
  });
});

describe("writing", () => {
  test("one file a split, a README, types kept, nothing else", async () => {
    const source = await writeParquet(
      folder,
      "typed.parquet",
      "SELECT text, n::BIGINT AS n, ok, part FROM (VALUES ('a', 1, true, 'train'), ('b', NULL, false, 'test')) AS r(text, n, ok, part)",
    );
    const target = path.join(folder, "written");
    const { columns } = await convertFile(source, target, { splitColumn: "part" });
    assert.deepEqual(columns, ["text", "n", "ok", "part"]);
    assert.deepEqual(readdirSync(target, { recursive: true }).toSorted(), [
      "README.md",
      "data",
      "data/test-00000-of-00001.parquet",
      "data/train-00000-of-00001.parquet",
    ]);
    assert.match(readFileSync(path.join(target, "README.md"), "utf8"), /name: "n"\n\s+dtype: int64/);
    const { rows, summary } = await readTable(target);
    assert.deepEqual(rows, [
      ["a", "1", "true", "train"],
      ["b", null, "false", "test"],
    ]);
    assert.deepEqual(summary.types, ["VARCHAR", "BIGINT", "BOOLEAN", "VARCHAR"]);
  });

  test("a split that is none", async () => {
    const source = writeSample(folder, "splits.csv", "text,split\na,train\nb,../x\n");
    const target = path.join(folder, "refused");
    await assert.rejects(convertFile(source, target), {
      code: "data/unwritable-row",
      message: /row 2, column "split" holds the split "\.\.\/x"/,
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes("refused")),
      [],
    );
  });
});
