import assert from "node:assert/strict";
import { test } from "node:test";
import { specialTokens } from "./special-tokens.ts";

const added = (...contents: string[]) => contents.map((content, id) => ({ id, content, special: true }));

test("special tokens are found in each kind of tokenizer.json", () => {
  const bert = {
    added_tokens: added("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
    model: { type: "WordPiece", unk_token: "[UNK]", vocab: {} },
    post_processor: { type: "BertProcessing", cls: ["[CLS]", 2], sep: ["[SEP]", 3] },
  };
  const angled = { unk_token: "<unk>", cls_token: "<s>", sep_token: "</s>" };
  const template = {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "<s>" } }, { Sequence: { id: "A" } }, { SpecialToken: { id: "</s>" } }],
  };
  const unigram = {
    type: "Unigram",
    unk_id: 1,
    vocab: [
      ["<s>", 0],
      ["<unk>", -1],
    ],
  };
  const gpt2 = {
    added_tokens: added("<|endoftext|>"),
    model: { type: "BPE", unk_token: null, vocab: {} },
    post_processor: { type: "ByteLevel" },
  };
  const bracketed = { unk_token: "[UNK]", cls_token: "[CLS]", sep_token: "[SEP]", mask_token: "[MASK]" };
  assert.deepEqual(specialTokens(bert), bracketed);
  assert.deepEqual(specialTokens({ model: unigram, post_processor: template }), angled);
  const sequence = { type: "Sequence", processors: [{ type: "ByteLevel" }, template] };
  assert.deepEqual(specialTokens({ model: unigram, post_processor: sequence }), angled);
  assert.deepEqual(specialTokens(gpt2), { bos_token: "<|endoftext|>", eos_token: "<|endoftext|>" });
  assert.deepEqual(specialTokens({ model: { vocab: {} }, post_processor: null }), {});
});
