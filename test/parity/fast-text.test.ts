/** @file Hashes and averages against fastText's own: its sentence vectors, from its embedding, by our ids. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { loadTextPipeline, type NgramIdsConfig } from "../../src/lifecycle/text/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";

interface PeerModel {
  readonly words: readonly string[];
  /** [words + buckets, width] */
  readonly embedding: readonly (readonly number[])[];
  /** [texts, width] */
  readonly sentences: readonly (readonly number[])[];
}

const BUCKETS = 1000;
const texts = [
  "the cat sat on the mat",
  "a café naïve 日本語 Ünïcode 👍 text",
  "unknown wörds never seen before",
  "the",
  "the cat sat on the mat and the dog ate the cat with a long tail of more words than n-grams",
];

describe("n-gram ids against fastText", { skip: withoutPeers() }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-fast-text-"));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [wordNgrams, characterNgrams] of [
    [2, null],
    [5, null],
    [1, [3, 6]],
    [3, [1, 4]],
  ] as const)
    test(`word n-grams to ${wordNgrams}, character n-grams ${characterNgrams?.join(" to ") ?? "none"}`, async () => {
      const file = path.join(folder, "train.txt");
      const trained = [...texts.slice(0, 2), ...texts.slice(3)];
      await writeFile(file, trained.map((text, row) => `__label__${row % 2} ${text}\n`).join(""));
      const [least, most] = characterNgrams ?? [0, 0];
      const arguments_ = [file, wordNgrams, least, most, BUCKETS, JSON.stringify(texts)].map(String);
      const peer = JSON.parse(
        await runPeer(path.join(import.meta.dirname, "fast_text_peer.py"), arguments_),
      ) as PeerModel;
      const config: NgramIdsConfig = {
        type: "ngram-ids/v1",
        normalise: [],
        lowercase: false,
        tokens: "whitespace",
        minCount: 1,
        wordNgrams,
        characterNgrams: characterNgrams === null ? null : ([...characterNgrams] as [number, number]),
        buckets: BUCKETS,
      };
      const files: Record<string, Uint8Array> = {
        "vocabulary.txt": Buffer.from(peer.words.map((word) => `${word}\n`).join("")),
        "buckets.bin": new Uint8Array(BUCKETS), // every bucket has an id
      };
      const encoded = loadTextPipeline(config, (name) => files[name]!).transformBatch(texts);
      assert.equal(encoded.kind, "tokens");
      if (encoded.kind !== "tokens") return;
      const { ids, offsets } = encoded.tokens;
      for (const [row, expected] of peer.sentences.entries()) {
        const own = ids.subarray(offsets[row], offsets[row + 1]);
        for (const [column, value] of expected.entries()) {
          let sum = 0;
          for (const id of own) sum += peer.embedding[id - 1]![column]!;
          assert.ok(
            Math.abs(sum / own.length - value) < 1e-5,
            `text ${row}, column ${column}: ${sum / own.length}, ${value}`,
          );
        }
      }
    });
});
