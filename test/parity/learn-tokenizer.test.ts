/** @file Tokenizers learnt here and by the tokenizers package from the same real texts. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { learnTokenizer, readTokenizer } from "../../src/index.ts";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedData, withoutData } from "./shared-data.ts";

const FILE = "sst2/sst2-dev.csv";
const SIZE = 1500;

test("learnt tokenizers are the package's, and load there", { skip: withoutPeers() || withoutData(FILE) }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-learn-tokenizer-"));
  try {
    const source = sharedData(FILE)!;
    const kinds = ["byte-level-bpe", "wordpiece"] as const;
    const folders = kinds.map((kind) => path.join(folder, kind));
    for (const [at, kind] of kinds.entries())
      await learnTokenizer(source, { kind, vocabularySize: SIZE, output: folders[at]! });
    const dataset = await readDataset(source);
    const texts = Array.from({ length: dataset.rows }, (_, row) => textAt(dataset.texts, row));
    const file = path.join(folder, "texts.json");
    await writeFile(file, JSON.stringify(texts));
    const script = path.join(import.meta.dirname, "learn_tokenizer_peer.py");
    const { bpe, pieces, cuts } = JSON.parse(await runPeer(script, [file, String(SIZE), ...folders])) as {
      bpe: object;
      pieces: number;
      cuts: number[][][];
    };

    const { model: own } = JSON.parse(await readFile(path.join(folders[0]!, "tokenizer.json"), "utf8"));
    assert.deepEqual({ vocab: own.vocab, merges: own.merges }, bpe);
    // The package numbers continuing characters in no fixed order, which decides between pairs that are equally frequent;
    // its vocabulary differs from run to run, how finely it cuts hardly does.
    const ends = 2 * texts.length;
    const ownPieces = cuts[1]!.reduce((sum, ids) => sum + ids.length, 0) - ends;
    assert.ok(Math.abs(ownPieces / pieces - 1) < 0.01, `${ownPieces} tokens, and ${pieces} by the package`);

    for (const [at, one] of folders.entries()) {
      const tokenizer = await readTokenizer(one);
      for (const [row, text] of texts.entries())
        assert.deepEqual(
          tokenizer.encode(text).tokens.map(({ id }) => id),
          cuts[at]![row],
          text,
        );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
