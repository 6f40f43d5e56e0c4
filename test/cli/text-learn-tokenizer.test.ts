/** @file `lexops text learn-tokenizer`, as a user learns one and looks at it. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { readTokenizer } from "../../src/index.ts";
import { runHere } from "./run-lexops.ts";

describe("lexops text learn-tokenizer", () => {
  let folder = "";
  let file = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-learn-tokenizer-"));
    file = path.join(folder, "reviews.csv");
    const lines = Array.from(
      { length: 60 },
      (_, row) => `A charming film about charming Éclairs number ${row % 7} charmingly Éclairs-like`,
    );
    await writeFile(file, `text\n${lines.join("\n")}\n`);
  });
  after(() => rm(folder, { recursive: true }));

  for (const [kind, expected] of [
    ["wordpiece", ["[CLS]", "charming", "eclairs", "[SEP]"]],
    ["byte-level-bpe", ["<s>", "Ġcharming", "ĠÃ©clairs", "</s>"]],
    ["unigram", ["<s>", "▁charming", "▁éclairs", "</s>"]],
  ] as const)
    test(`${kind}: frequent words become tokens, and the same texts give the same file`, async () => {
      const output = path.join(folder, kind);
      const words = ["text", "learn-tokenizer", file, "--kind", kind, "--vocabulary-size", "400", "--output", output];
      const { status, stdout } = await runHere(words);
      assert.equal(status, 0);
      assert.match(stdout, /tokens, learnt from 60 texts with 1[0-9] different words\./);
      const tokenizer = await readTokenizer(output);
      const tokens = tokenizer.encode(" charming Éclairs").tokens.map(({ id }) => tokenizer.tokenOf(id));
      assert.deepEqual(tokens, expected);
      const before = await readFile(path.join(output, "tokenizer.json"), "utf8");
      assert.equal((await runHere(words)).status, 0);
      assert.equal(await readFile(path.join(output, "tokenizer.json"), "utf8"), before);
    });

  test("no word at all is said, and another folder is never replaced", async () => {
    const empty = path.join(folder, "empty.csv");
    await writeFile(empty, 'text,label\n" ",a\n" ",b\n');
    const output = path.join(folder, "none");
    const nothing = await runHere(["text", "learn-tokenizer", empty, "--text", "text", "--output", output]);
    assert.notEqual(nothing.status, 0);
    assert.match(nothing.stderr, /there is no word in 2 texts/);
    await assert.rejects(readFile(path.join(output, "tokenizer.json")), { code: "ENOENT" });
    const inTheWay = await runHere(["text", "learn-tokenizer", file, "--output", folder]);
    assert.notEqual(inTheWay.status, 0);
    assert.match(inTheWay.stderr, /a folder with other files/);
  });
});
