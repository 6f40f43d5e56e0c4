/** @file Unigram tokenizers learnt here and by the tokenizers package from the same real texts. */
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
/** All pieces that are frequent enough; and few, so that pieces are pruned by their loss ten times. */
const SIZES = [100_000, 1500];

type Vocabulary = readonly (readonly [piece: string, score: number])[];

test("learnt Unigram models are the package's", { skip: withoutPeers() || withoutData(FILE) }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-learn-unigram-"));
  try {
    const source = sharedData(FILE)!;
    const dataset = await readDataset(source);
    const texts = Array.from({ length: dataset.rows }, (_, row) => textAt(dataset.texts, row));
    const isHeld = (_: string, row: number) => row % 4 === 0;
    const learnt = texts.filter((text, row) => !isHeld(text, row));
    const [own, held] = [path.join(folder, "learnt.json"), path.join(folder, "held.json")];
    await writeFile(own, JSON.stringify(learnt));
    await writeFile(held, JSON.stringify(texts.filter(isHeld)));
    const rows = path.join(folder, "learnt.jsonl");
    await writeFile(rows, learnt.map((text) => JSON.stringify({ text })).join("\n"));
    const folders = SIZES.map((size) => path.join(folder, String(size)));
    for (const [at, vocabularySize] of SIZES.entries())
      await learnTokenizer(rows, { kind: "unigram", vocabularySize, output: folders[at]! });

    const script = path.join(import.meta.dirname, "learn_unigram_peer.py");
    const results = JSON.parse(await runPeer(script, [own, held, ...folders])) as {
      cuts: number[][];
      vocabulary: Vocabulary;
      likelihood: { ours: number; package: number };
    }[];
    const scoresOf = async (at: number) => {
      const { model } = JSON.parse(await readFile(path.join(folders[at]!, "tokenizer.json"), "utf8"));
      return new Map(model.vocab as Vocabulary);
    };

    const all = await scoresOf(0);
    assert.equal(all.size, results[0]!.vocabulary.length);
    for (const [piece, score] of results[0]!.vocabulary)
      assert.ok(Math.abs(all.get(piece)! - score) < 1e-9, `${piece}: ${all.get(piece)}, and ${score} by the package`);

    // The package orders some rare pieces otherwise when it prunes them.
    const few = await scoresOf(1);
    const shared = results[1]!.vocabulary.filter(([piece]) => few.has(piece)).length;
    assert.ok(shared >= 0.94 * few.size, `${shared} of ${few.size} pieces are the package's`);
    const { likelihood } = results[1]!;
    assert.ok(Math.abs(likelihood.ours - likelihood.package) < 0.005, JSON.stringify(likelihood));

    for (const [at, one] of folders.entries()) {
      const tokenizer = await readTokenizer(one);
      for (const [row, text] of learnt.entries())
        assert.deepEqual(
          tokenizer.encode(text).tokens.map(({ id }) => id),
          results[at]!.cuts[row],
          text,
        );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
