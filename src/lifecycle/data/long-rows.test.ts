/** @file Rows longer than the pieces a file is read in, and labels longer than any label may be. */
import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { convertFile } from "./convert-file.ts";
import { readTable } from "./formats/table.sample.ts";
import { readDataset } from "./index.ts";
import { temporaryFolder, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
const long = "word ".repeat(700_000); // 3.5 MB

const files: Readonly<Record<string, (text: string) => string>> = {
  "a.csv": (text) => `text,label\na,x\n"${text}",y\nb,x\n`,
  "a.tsv": (text) => `label\ttext\ny\t${text}\nx\tb\n`,
  "a.jsonl": (text) => `{"text":"${text}","label":"y"}\n{"text":"b","label":"x"}\n`,
  "a.json": (text) => JSON.stringify([{ data: { text } }, { data: { text: "b" } }]),
  "a.fasttext": (text) => `__label__x a\n__label__y ${text}\n`,
  "a.conll": (text) => `a\tO\n\n${text.replaceAll(" ", "_")}\tO\n`,
};

describe("a row of some megabytes is read", () => {
  for (const [name, content] of Object.entries(files))
    test(name, async () => {
      const file = writeSample(folder, name, content(long));
      const { texts } = await readDataset(file, { label: null });
      const lengths = Array.from({ length: texts.length }, (_, row) => texts.offsets[row + 1]! - texts.offsets[row]!);
      assert.equal(Math.max(...lengths), long.length);
    });
});

test("a label of 10,000 characters in a fastText file", async () => {
  const file = writeSample(folder, "label.fasttext", `__label__${"x".repeat(10_000)} text\n`);
  await assert.rejects(readDataset(file), { code: "data/label-too-long", message: /row 1, column "label"/ });
  const target = path.join(folder, "label.jsonl");
  await convertFile(file, target);
  assert.equal((await readTable(target)).rows[0]![1]!.length, 10_000);
});
