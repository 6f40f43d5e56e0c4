/** @file The fast way to tokens against the plain one: the same ids and places, whatever the text. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { nastyText } from "../../src/lifecycle/text/normalise/nasty-text.sample.ts";
import { textColumn } from "../../src/lifecycle/text/text-column.ts";
import { createTokenizer } from "../../src/lifecycle/text/tokenizer/tokenizer.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";
import { nastyTexts, tokenizerFiles } from "./tokenizer-cases.ts";

/** What words, added tokens and their neighbours are made of. */
const fragment = fc.oneof(
  nastyText,
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(..."theorinwsaé"), minLength: 120, maxLength: 150 }),
  fc.constantFrom(
    ...["the", "The film", "wasn't", "WE'LL", "'s", "'re", "it’s", " ", "  ", "\n", "\t", "\u00a0", "\u3000", "\v"],
    ...[
      "[CLS]",
      "[MASK]",
      "[mask]",
      "[SE",
      "P]",
      "<s>",
      "<mask>",
      " <mask> ",
      "<|endoftext|>",
      "</s",
      ">",
      "##",
      "Hello",
    ],
    ...["\0", "\u0001", "\u007f", "\ufffd", "\ud800", "\udc00", "\ufeff", "\u200d", "\u00ad", "\u0085"],
    ...[
      "é",
      "e\u0301",
      "\u0301",
      "\u0323\u0301",
      "\u{1d15e}",
      "\u302e",
      "\u093c",
      "हिन्दी",
      "İ",
      "Σ",
      "ΟΔΟΣ",
      "ß",
      "ẞ",
      "ﬁ",
      "가\u11a8",
      "か\u3099",
      "我喜欢",
      "👍🏽",
      "𝔘",
      "½",
      "٣",
    ],
    ...["a".repeat(90), "é".repeat(70), "ab".repeat(140), "x".repeat(300), "12345", "...", "—", "“", "”"],
  ),
);
const text = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(""));

function compare(file: object, texts: readonly string[]): void {
  const fast = createTokenizer(file);
  const plain = createTokenizer(file, { fast: false });
  for (const one of texts) {
    const told = JSON.stringify(one.slice(0, 300));
    assert.deepEqual(fast.encode(one), plain.encode(one), told);
  }
  const column = textColumn(texts);
  for (const truncation of ["head", "tail", "both"] as const)
    for (const maxLength of [5, 24, 100_000])
      assert.deepEqual(
        fast.encodeRows(column, { maxLength, truncation }),
        plain.encodeRows(column, { maxLength, truncation }),
        `${truncation}, ${maxLength}`,
      );
  for (const stride of [0, 3])
    assert.deepEqual(
      fast.encodeRows(column, { maxLength: 9, windows: { stride } }),
      plain.encodeRows(column, { maxLength: 9, windows: { stride } }),
      `windows that share ${stride}`,
    );
  for (const [row, one] of texts.entries()) {
    const options = { maxLength: 11, truncation: "both", addSpecialTokens: row % 2 === 0 } as const;
    assert.deepEqual(
      Array.from(fast.encodeIds(column.bytes, column.offsets[row]!, column.offsets[row + 1]!, options).ids),
      plain.encode(one, options).tokens.map(({ id }) => id),
    );
  }
  assert.deepEqual(
    fast.encodeRows(column, { maxLength: 9, places: true, addSpecialTokens: false }),
    plain.encodeRows(column, { maxLength: 9, places: true, addSpecialTokens: false }),
  );
}

const random = fc.sample(text, { seed: 11, numRuns: 90 });
const added = (id: number, content: string, normalized: boolean) => ({ id, content, normalized, single_word: true });
const byteLevel = tokenizerFiles["byte level with a space before"] as { readonly model: object };
const bert = tokenizerFiles["WordPiece with BERT's ends"]!;

/** Those of the cases that have a fast way, and some more. */
const files: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    [
      "BertPreTokenizer 6",
      "byte level with a space before",
      "RoBERTa's ends, ranges trimmed",
      "RoBERTa's ends, ranges whole",
      "byte level, then a template",
      "WordPiece with BERT's ends",
    ].map((name) => [name, tokenizerFiles[name]!]),
  ),
  "byte level in lower case": { ...byteLevel, normalizer: { type: "Lowercase" } },
  "byte level with added tokens": {
    ...byteLevel,
    added_tokens: [added(500, "<mask>", true), added(501, "Hello", false), added(502, "我", true)],
  },
  "WordPiece with added tokens": {
    ...bert,
    added_tokens: [added(500, "[MASK]", true), added(501, "The Film", true), added(502, "WE'LL", false)],
  },
  "WordPiece that keeps case and control characters": {
    ...bert,
    normalizer: { type: "BertNormalizer", clean_text: false, lowercase: false, strip_accents: true },
  },
};

describe("the fast way to tokens", () => {
  for (const [name, file] of Object.entries(files)) test(name, () => compare(file, [...nastyTexts, ...random]));
  for (const model of ["all-minilm-l6-v2", "tiny-bert", "tiny-distilbert", "tiny-roberta", "tiny-gpt2"])
    test(model, { skip: withoutModel(model) }, () => {
      const file = JSON.parse(readFileSync(path.join(sharedModel(model)!, "tokenizer.json"), "utf8")) as object;
      compare(file, [...nastyTexts, ...random]);
    });
});
