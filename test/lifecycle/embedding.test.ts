/** @file Embedding with what is no whole model, and stopping it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { adaptModel, openEmbedder, pretrainModel } from "../../src/index.ts";
import { writeTinyBert } from "../../src/lifecycle/pretrained/pretrained.sample.ts";

const place = mkdtempSync(path.join(tmpdir(), "lexops-embedding-"));
const at = (name: string) => path.join(place, name);
after(() => rmSync(place, { recursive: true, force: true }));

test("a tokenizer with ids beyond the vocabulary is refused before anything runs", async () => {
  const tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "film", "the", "##s", "more"];
  const model = writeTinyBert(at("mismatched"), { "vocab.txt": `${tokens.join("\n")}\n` });
  await writeFile(at("texts.csv"), "text\nthe good film\nthe bad films\n");
  const refusal = { code: "pretrained/tokenizer-mismatch" };
  await assert.rejects(openEmbedder(model), refusal);
  await assert.rejects(adaptModel(model, at("texts.csv"), { output: at("adapted") }), refusal);
});

test("an encoder goes on after a cancelled request", async () => {
  const embedder = await openEmbedder(writeTinyBert(at("model")), { threads: 1 });
  const controller = new AbortController();
  const many = embedder.embed(
    Array.from({ length: 20_000 }, () => "the good films"),
    { signal: controller.signal, progress: () => controller.abort() },
  );
  await assert.rejects(many, { code: "foundation/cancelled" });
  assert.equal((await embedder.embed(["good"])).length, embedder.width);
  await embedder.close();
});

test("a language model without texts to train on is refused", async () => {
  await writeFile(at("one.csv"), "text\nthe good film\n");
  const held = pretrainModel(at("one.csv"), { validationSize: 0.9999, vocabularySize: 100, output: at("none") });
  await assert.rejects(held, { code: "training/no-texts" });
});
