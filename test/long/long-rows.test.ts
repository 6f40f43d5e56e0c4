/** @file A cell of 100 MB: refused with its row in formats made of text, read in Parquet. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { temporaryFolder, writeParquet, writeSample } from "../../src/lifecycle/data/test-files.sample.ts";

const folder = temporaryFolder();
const huge = "word ".repeat(20_000_000);

const files: Readonly<Record<string, () => string>> = {
  "a.csv": () => `text,label\na,x\n"${huge}",y\nb,x\n`,
  "a.jsonl": () => `{"text":"${huge}","label":"y"}\n{"text":"b","label":"x"}\n`,
  "a.json": () => JSON.stringify([{ data: { text: "a" } }, { data: { text: huge } }]),
  "a.fasttext": () => `__label__x a\n__label__y ${huge}\n`,
  "a.conll": () => `a\tO\n\n${huge.replaceAll(" ", "_")}\tO\n`,
};

describe("a cell of 100 MB", () => {
  for (const [name, content] of Object.entries(files))
    test(name, async () => {
      const file = writeSample(folder, name, content());
      await assert.rejects(readDataset(file, { label: null }), {
        code: "data/row-too-long",
        message: /row \d is longer than 64 MiB/,
      });
    });

  test("Parquet", async () => {
    const query = "SELECT * FROM (VALUES ('a', 'x'), (repeat('word ', 20000000), 'y')) AS rows(text, label)";
    const { texts } = await readDataset(await writeParquet(folder, "a.parquet", query));
    assert.equal(texts.offsets[2], 100_000_001);
  });
});
