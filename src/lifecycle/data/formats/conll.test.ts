import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { convertFile } from "../convert-file.ts";
import { inspectFile, readDataset } from "../index.ts";
import { temporaryFolder, writeSample } from "../test-files.sample.ts";
import { readTable } from "./table.sample.ts";

const folder = temporaryFolder();

const conll2003 = `-DOCSTART- -X- -X- O

EU NNP B-NP B-ORG
rejects VBZ B-VP O

Peter NNP B-NP B-PER

-DOCSTART- -X- -X- O

Ende NN I-NP O
`;

test("four columns with spaces, as in CoNLL-2003", async () => {
  const file = writeSample(folder, "eng.txt", conll2003);
  const { columns, rows, summary } = await readTable(file);
  assert.equal(summary.format, "conll");
  assert.deepEqual(columns, ["document", "text", "tokens", "column2", "column3", "tags"]);
  assert.deepEqual(rows, [
    ["1", "EU rejects", ["EU", "rejects"], ["NNP", "VBZ"], ["B-NP", "B-VP"], ["B-ORG", "O"]],
    ["1", "Peter", ["Peter"], ["NNP"], ["B-NP"], ["B-PER"]],
    ["2", "Ende", ["Ende"], ["NN"], ["I-NP"], ["O"]],
  ]);
  const { texts, textColumn } = await readDataset(file, { label: null });
  assert.deepEqual([texts.length, textColumn], [3, "text"]);
  assert.equal((await inspectFile(file)).labelColumn, null);
});

test("JSONL with lists to CoNLL and back; written with tabs", async () => {
  const lines = [
    { tokens: ["EU", "New York", "\u00a0"], ner_tags: ["B-ORG", "B-LOC", "O"] },
    { tokens: ["😀"], ner_tags: ["O"] },
  ];
  const source = writeSample(folder, "rows.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"));
  const target = path.join(folder, "rows.conll");
  await convertFile(source, target);
  assert.equal(readFileSync(target, "utf8"), "EU\tB-ORG\nNew York\tB-LOC\n\u00a0\tO\n\n😀\tO\n\n");
  const { rows } = await readTable(target);
  assert.deepEqual(
    rows.map((cells) => cells.slice(2)),
    lines.map(({ tokens, ner_tags }) => [tokens, ner_tags]),
  );
});

for (const [name, content, message] of [
  ["too few columns", "EU\tB-ORG\nrejects\n", /broken.*, row 1: line 2 has 1 column instead of 2: "rejects"/],
  ["too many columns", "a b\n\nc d e\n", /row 2: line 3 has 3 columns instead of 2/],
  ["tokens alone", "a\nb\n", /row 1: line 1 has 1 column instead of 2/],
] as const)
  test(name, async () => {
    const file = writeSample(folder, `broken ${name}.conll`, content);
    await assert.rejects(readTable(file), { code: "data/malformed-token-line", message });
  });

test("a table without tokens, lists of another length, and a list that is none", async () => {
  const refused = async (name: string, line: object, error: object) => {
    const source = writeSample(folder, `${name}.jsonl`, JSON.stringify(line));
    await assert.rejects(convertFile(source, path.join(folder, `${name}.conll`)), error);
  };
  await refused("none", { text: "a", label: "b" }, { code: "data/missing-role", message: /no column of tokens/ });
  await refused(
    "short",
    { tokens: ["a", "b"], tags: ["O"] },
    {
      code: "data/unwritable-row",
      message: /row 1, column "tags" holds 1 items beside 2 tokens/,
    },
  );
  await refused("text", { tokens: "a b", tags: "O O" }, { code: "data/unwritable-row", message: /holds no list/ });
});
