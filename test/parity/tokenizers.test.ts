/** @file Tokenizers against Hugging Face's tokenizers package: ids, offsets, decoded texts and cut pairs on real texts. */
import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { readTokenizer } from "../../src/lifecycle/text/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";
import { codePoints, nastyTexts, tokenizerFiles } from "./tokenizer-cases.ts";
import { compareTokenizers, inUnits, realTexts, tokenizerModels, withoutTexts } from "./tokenizer-peer.ts";

/** Of each source; `test/long` takes all. */
const ROWS = 150;

describe("tokenizers", () => {
  const skipData = withoutPeers() || withoutTexts() || withoutModel(...tokenizerModels);
  for (const model of tokenizerModels)
    test(`${model} cuts real texts as the tokenizers package does`, { skip: skipData }, async () => {
      const file = path.join(sharedModel(model)!, "tokenizer.json");
      await compareTokenizers(
        [{ name: model, file, tokenizer: await readTokenizer(file) }],
        [...(await realTexts(ROWS)), ...nastyTexts],
      );
    });

  test("MiniLM's 300 cases have their ids and offsets", { skip: withoutModel("all-minilm-l6-v2") }, async () => {
    const folder = sharedModel("all-minilm-l6-v2")!;
    const { cases } = JSON.parse(await readFile(path.join(folder, "tokenizer-cases.json"), "utf8")) as {
      cases: { text: string; ids: number[]; offsets: [number, number][] }[];
    };
    const tokenizer = await readTokenizer(folder);
    for (const { text, ids, offsets } of cases) {
      const { tokens } = tokenizer.encode(text);
      assert.deepEqual(
        tokens.map(({ id }) => id),
        ids,
        text,
      );
      assert.deepEqual(
        tokens.flatMap(({ start, end }) => [start, end]),
        inUnits(text, offsets.flat()),
        text,
      );
    }
  });

  test("MiniLM's vocab.txt does what its tokenizer.json does", { skip: withoutModel("all-minilm-l6-v2") }, async () => {
    const own = await readTokenizer(sharedModel("all-minilm-l6-v2")!);
    const folder = await mkdtemp(path.join(tmpdir(), "lexops-tokenizer-vocab-"));
    try {
      for (const name of ["vocab.txt", "tokenizer_config.json"])
        await copyFile(path.join(sharedModel("all-minilm-l6-v2")!, name), path.join(folder, name));
      const older = await readTokenizer(folder);
      for (const text of nastyTexts) assert.deepEqual(older.encode(text), own.encode(text), text);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  describe("of every part", () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "lexops-tokenizer-parts-"));
    });
    after(() => rm(folder, { recursive: true, force: true }));
    test("SentencePiece's maps of characters", { skip: withoutPeers() }, async () => {
      const maps = JSON.parse(await runPeer(path.join(import.meta.dirname, "tokenizer_charsmap.py"), [])) as Record<
        string,
        string
      >;
      for (const [name, precompiled_charsmap] of Object.entries(maps)) {
        const file = path.join(folder, `${name}.json`);
        await writeFile(
          file,
          JSON.stringify(codePoints({ normalizer: { type: "Precompiled", precompiled_charsmap } })),
        );
        await compareTokenizers([{ name, file, tokenizer: await readTokenizer(file) }], nastyTexts);
      }
    });
    for (const [name, content] of Object.entries(tokenizerFiles))
      test(name, { skip: withoutPeers() }, async () => {
        const file = path.join(folder, `${name.replaceAll(/\W+/g, "-")}.json`);
        await writeFile(file, JSON.stringify(content));
        await compareTokenizers([{ name, file, tokenizer: await readTokenizer(file) }], nastyTexts);
      });
  });
});
