/** @file `lexops text tokenise`, as a user looks at a tokenizer. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { runHere } from "./run-lexops.ts";

describe("lexops text tokenise", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-tokenise-"));
    await writeFile(path.join(folder, "vocab.txt"), "[UNK]\n[CLS]\n[SEP]\na\nfilm\n##s\n");
    await writeFile(path.join(folder, "reviews.csv"), "text\na film\nfilms\n");
  });
  after(() => rm(folder, { recursive: true }));

  test("texts become one line of tokens each, and what is cut is counted", async () => {
    const { status, stdout } = await runHere(["text", "tokenise", folder, "A film", "films a a", "--max-length", "4"]);
    assert.deepEqual([status, stdout], [0, "[CLS] a film [SEP]\n[CLS] film ##s [SEP] … (2 more)\n"]);
  });

  test("a file's texts become lines of JSON with places", async () => {
    const words = ["text", "tokenise", folder, path.join(folder, "reviews.csv"), "--no-special-tokens", "--json"];
    const { status, stdout } = await runHere(words);
    assert.equal(status, 0);
    const [, second] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    assert.deepEqual(second, {
      row: 2,
      text: "films",
      tokens: [
        { id: 4, token: "film", start: 0, end: 4 },
        { id: 5, token: "##s", start: 4, end: 5 },
      ],
      cut: 0,
    });
  });

  test("a folder without a tokenizer is named", async () => {
    const { status, stderr } = await runHere(["text", "tokenise", path.join(folder, "absent"), "a"]);
    assert.notEqual(status, 0);
    assert.match(stderr, /There is no tokenizer at .*absent/);
  });
});
