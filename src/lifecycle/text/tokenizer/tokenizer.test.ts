import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { nastyText } from "../normalise/nasty-text.sample.ts";
import { InvalidTokenizerError, NoTokenizerError, UnsupportedTokenizerError } from "./errors.ts";
import { readTokenizer } from "./read-tokenizer.ts";
import { createTokenizer } from "./tokenizer.ts";

const words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "film", "##s", "won", "##der", "##ful", ",", "é"];
const vocab = Object.fromEntries(words.map((word, id) => [word, id]));
const bert = {
  added_tokens: [
    { id: 2, content: "[CLS]", special: true },
    { id: 3, content: "[SEP]", special: true },
  ],
  normalizer: { type: "BertNormalizer" },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: { type: "BertProcessing", cls: ["[CLS]", 2], sep: ["[SEP]", 3] },
  decoder: { type: "WordPiece" },
  model: { type: "WordPiece", vocab },
};

function tokensOf(text: string, options = {}): string[] {
  const tokenizer = createTokenizer(bert);
  return tokenizer.encode(text, options).tokens.map(({ id }) => tokenizer.tokenOf(id)!);
}

describe("a tokenizer", () => {
  test("gives tokens with the places that they stand for in UTF-16", () => {
    const { tokens, cut } = createTokenizer(bert).encode("👍 Films, a WONDERFUL");
    assert.deepEqual(
      tokens.map(({ id, start, end }) => [words[id], start, end]),
      [
        ["[CLS]", 0, 0],
        ["[UNK]", 0, 2],
        ["film", 3, 7],
        ["##s", 7, 8],
        [",", 8, 9],
        ["a", 10, 11],
        ["won", 12, 15],
        ["##der", 15, 18],
        ["##ful", 18, 21],
        ["[SEP]", 0, 0],
      ],
    );
    assert.equal(cut, 0);
  });

  test("gives the text back, as far as it can", () => {
    const tokenizer = createTokenizer(bert);
    const ids = tokenizer.encode("A wonderful film, films").tokens.map(({ id }) => id);
    assert.equal(tokenizer.decode(ids), "a wonderful film, films");
    assert.equal(tokenizer.decode(ids, { skipSpecialTokens: false }), "[CLS] a wonderful film, films [SEP]");
    assert.equal(tokenizer.decode([5, 4000]), "a");
  });

  test("cuts long texts at either end and says how much", () => {
    assert.deepEqual(tokensOf("a film a film", { maxLength: 4 }), ["[CLS]", "a", "film", "[SEP]"]);
    assert.deepEqual(tokensOf("a film a a", { maxLength: 4, truncation: "tail" }), ["[CLS]", "a", "a", "[SEP]"]);
    assert.equal(createTokenizer(bert).encode("a film a film", { maxLength: 4 }).cut, 2);
    assert.deepEqual(tokensOf("a film", { maxLength: 1, addSpecialTokens: false }), ["a"]);
    assert.deepEqual(tokensOf("a a a a", { pair: "film", maxLength: 6 }), [
      "[CLS]",
      "a",
      "a",
      "[SEP]",
      "film",
      "[SEP]",
    ]);
  });

  test("no text is too odd: places ascend and lie within it", () => {
    const tokenizer = createTokenizer(bert);
    fc.assert(
      fc.property(fc.oneof(nastyText, fc.string({ unit: "binary" })), (text) => {
        let before = 0;
        for (const { id, start, end, isSpecial } of tokenizer.encode(text).tokens) {
          assert.ok(id < tokenizer.size);
          if (isSpecial) continue;
          assert.ok(before <= start && start <= end && end <= text.length, `${start}, ${end} of ${text.length}`);
          before = start;
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test("a lone surrogate is what U+FFFD is", () => {
    assert.deepEqual(tokensOf("a \ud800 film"), tokensOf("a \ufffd film"));
  });
});

describe("a tokenizer's file that is wrong", () => {
  const wrong: readonly (readonly [
    name: string,
    file: object,
    error: new (...args: never[]) => Error,
    says: RegExp,
  ])[] = [
    ["has no model", {}, InvalidTokenizerError, /at model, there is none/],
    [
      "has a normaliser of another kind",
      { ...bert, normalizer: { type: "Tengwar" } },
      UnsupportedTokenizerError,
      /normalizer is a "Tengwar"/,
    ],
    [
      "has a step of another kind",
      { ...bert, pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Whitespace" }, { type: "Odd" }] } },
      UnsupportedTokenizerError,
      /pre_tokenizer\.pretokenizers\.1 is a "Odd"/,
    ],
    [
      "has a model of another kind",
      { ...bert, model: { type: "Oracle" } },
      UnsupportedTokenizerError,
      /model is a "Oracle"/,
    ],
    [
      "has no tokens",
      { ...bert, model: { type: "WordPiece", vocab: {} } },
      InvalidTokenizerError,
      /model\.vocab, there are no tokens/,
    ],
    [
      "has an id that is none",
      { ...bert, model: { type: "WordPiece", vocab: { a: -1 } } },
      InvalidTokenizerError,
      /the id of "a"/,
    ],
    [
      "has an id beyond all reason",
      { ...bert, model: { type: "WordPiece", vocab: { a: 1e12 } } },
      InvalidTokenizerError,
      /the id of "a"/,
    ],
    [
      "merges what is no token",
      { ...bert, model: { type: "BPE", vocab: { a: 0, b: 1 }, merges: [["a", "b"]] } },
      InvalidTokenizerError,
      /model\.merges\.0, "a b" joins/,
    ],
    [
      "has a merge that is no pair",
      { ...bert, model: { type: "BPE", vocab: { a: 0 }, merges: ["a"] } },
      InvalidTokenizerError,
      /model\.merges\.0, "a" is no pair/,
    ],
    [
      "names an unknown token that it lacks",
      { ...bert, model: { type: "Unigram", unk_id: 9, vocab: [["a", -1]] } },
      InvalidTokenizerError,
      /model\.unk_id, 9 is beyond the 1 tokens/,
    ],
    [
      "gives an id to two tokens",
      { ...bert, added_tokens: [{ id: 5, content: "[X]" }] },
      InvalidTokenizerError,
      /the id 5 is "\[X\]", and "a" in the vocabulary/,
    ],
    [
      "has a map of characters that is cut short",
      { ...bert, normalizer: { type: "Precompiled", precompiled_charsmap: "AAQAAA==" } },
      InvalidTokenizerError,
      /precompiled_charsmap, the map is cut short/,
    ],
    [
      "has a pattern that JavaScript lacks",
      { ...bert, pre_tokenizer: { type: "Split", pattern: { Regex: "a++" }, behavior: "Isolated" } },
      InvalidTokenizerError,
      /pre_tokenizer\.pattern, the pattern "a\+\+" can't be translated/,
    ],
    [
      "has a template with a token that it does not explain",
      {
        ...bert,
        post_processor: {
          type: "TemplateProcessing",
          single: [{ SpecialToken: { id: "<s>", type_id: 0 } }],
          special_tokens: {},
        },
      },
      InvalidTokenizerError,
      /post_processor\.single\.0, "<s>" is not among special_tokens/,
    ],
  ];
  for (const [name, file, error, says] of wrong)
    test(`${name}: that is said`, () => {
      assert.throws(
        () => createTokenizer(file),
        (thrown) => thrown instanceof error && says.test(thrown.message),
      );
    });
});

describe("a tokenizer's folder", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-tokenizer-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("may have BERT's vocab.txt alone", async () => {
    await writeFile(path.join(folder, "vocab.txt"), `${words.join("\n")}\n`);
    const text = "A wonderful [MASK], é";
    const read = await readTokenizer(folder);
    assert.deepEqual(
      read.encode(text).tokens.map(({ id }) => words[id]),
      ["[CLS]", "a", "won", "##der", "##ful", "[MASK]", ",", "[UNK]", "[SEP]"],
    );
    await writeFile(
      path.join(folder, "tokenizer_config.json"),
      JSON.stringify({ strip_accents: false, unk_token: { content: "[UNK]" } }),
    );
    assert.equal((await readTokenizer(folder)).encode("é").tokens[1]!.id, vocab["é"]);
    await writeFile(path.join(folder, "vocab.txt"), "a\nb\n");
    await assert.rejects(readTokenizer(folder), /vocab\.txt, there is no \[SEP\]/);
  });

  test("may have GPT-2's vocab.json and merges.txt", async () => {
    const own = path.join(folder, "bpe.json");
    const gpt2 = await mkdtemp(path.join(folder, "gpt2-"));
    const ids = { "<|endoftext|>": 0, a: 1, b: 2, Ġ: 3, Ġa: 4, Ġab: 5 };
    await writeFile(path.join(gpt2, "vocab.json"), JSON.stringify(ids));
    await writeFile(path.join(gpt2, "merges.txt"), "#version: 0.2\nĠ a\nĠa b\n");
    const tokenizer = await readTokenizer(gpt2);
    assert.deepEqual(
      tokenizer.encode("a ab<|endoftext|> b").tokens.map(({ id }) => id),
      [1, 5, 0, 3, 2],
    );
    await writeFile(own, "{");
    await assert.rejects(readTokenizer(own), /bpe\.json, it is no JSON/);
  });

  test("that has none, or does not exist, is named", async () => {
    const empty = await mkdtemp(path.join(folder, "empty-"));
    await assert.rejects(readTokenizer(empty), NoTokenizerError);
    await assert.rejects(readTokenizer(path.join(folder, "absent")), NoTokenizerError);
  });
});
