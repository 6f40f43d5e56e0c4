/** @file The fast way to tokens against the plain one on every character of three planes, between letters and before a mark. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { createTokenizer } from "../../src/lifecycle/text/tokenizer/tokenizer.ts";
import { sharedModel, withoutModel } from "../parity/shared-data.ts";

const PLANES = 3;
const AT_ONCE = 16;
const marks = ["\u0301", "\u0323", "\u302e", "\u0327", "\u3099", "\u{1d165}", "\u0f71", "\u05b0", "\u093c"];
const models = ["all-minilm-l6-v2", "tiny-distilbert", "tiny-roberta"];

describe("the fast way to tokens, character by character", { skip: withoutModel(...models) }, () => {
  const fileOf = (model: string) =>
    JSON.parse(readFileSync(path.join(sharedModel(model)!, "tokenizer.json"), "utf8")) as object;
  const stripping = { type: "BertNormalizer", clean_text: false, lowercase: false, strip_accents: true };
  const files = {
    ...Object.fromEntries(models.map((model) => [model, fileOf(model)])),
    "accents taken off, case kept": { ...fileOf("all-minilm-l6-v2"), normalizer: stripping },
    "in lower case, accents kept": {
      ...fileOf("all-minilm-l6-v2"),
      normalizer: { type: "BertNormalizer", lowercase: true, strip_accents: false },
    },
    "byte level in lower case": { ...fileOf("tiny-roberta"), normalizer: { type: "Lowercase" } },
  };
  for (const [name, file] of Object.entries(files))
    test(name, () => {
      const fast = createTokenizer(file);
      const plain = createTokenizer(file, { fast: false });
      for (let first = 0; first < PLANES << 16; first += AT_ONCE) {
        const text = Array.from({ length: AT_ONCE }, (_, at) => {
          const point = first + at;
          const character = String.fromCodePoint(point);
          return `a${character}b ${character}${marks[(point * 7) % marks.length]}`;
        })
          .join(" ")
          .toWellFormed();
        assert.deepEqual(fast.encode(text), plain.encode(text), `from U+${first.toString(16)}`);
      }
    });
});
