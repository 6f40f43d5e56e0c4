import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { nastyText } from "../normalise/nasty-text.sample.ts";
import { alignedText } from "./aligned-text.ts";
import { bertWords } from "./bert-words.ts";
import type { ByteWords } from "./byte-words.ts";
import { gpt2Words } from "./gpt2-words.ts";
import { makeNormalizer } from "./normalizers.ts";
import { makePreTokenizer } from "./pre-tokenizers.ts";
import { WordCache } from "./word-cache.ts";

/** The words, each taken as one token. */
function wordsOf(words: ByteWords, text: string): string[] {
  const cache = new WordCache((_, start, end, tokens) => tokens.push(0, 0, end - start));
  const bytes = Buffer.from(`${text} `);
  cache.begin(bytes.length);
  cache.bytes.set(bytes);
  cache.withPlaces = true;
  words.cut(cache, 0, bytes.length - 1, Number.POSITIVE_INFINITY);
  const { starts, ends, count } = cache.tokens;
  return Array.from({ length: count }, (_, at) => bytes.toString("utf8", starts[at], ends[at]));
}

const signs = fc.constantFrom(
  ...["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'l", "'r", "'v", "'S", "'", "''", "s", "ll", "e"],
  ...[
    " ",
    "  ",
    "\n",
    "\t ",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\u0085",
    "\v",
    "1",
    "½",
    "٣",
    "é",
    "我",
    "👍",
    "\u0301",
    "—",
    ".",
  ],
);
const texts = fc
  .array(fc.oneof(signs, nastyText, fc.string()), { maxLength: 12 })
  .map((parts) => parts.join("").toWellFormed());

describe("words found in UTF-8", () => {
  test("are those of GPT-2's pattern", () => {
    const preTokenize = makePreTokenizer({ type: "ByteLevel", add_prefix_space: false });
    fc.assert(
      fc.property(texts, (text) => {
        const plain = preTokenize(alignedText(text)).map(({ starts, ends }) => text.slice(starts[0], ends.at(-1)));
        assert.deepEqual(wordsOf(gpt2Words, text), plain);
      }),
      { seed: 5, numRuns: 1500 },
    );
  });

  test("are those of BERT's rules, in ASCII", () => {
    const normalize = makeNormalizer({ type: "BertNormalizer", lowercase: false });
    const preTokenize = makePreTokenizer({ type: "BertPreTokenizer" });
    const words = bertWords(normalize, preTokenize);
    const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(ascii, (text) => {
        assert.deepEqual(
          wordsOf(words, text),
          preTokenize(normalize(alignedText(text))).map((word) => word.text),
        );
      }),
      { seed: 5, numRuns: 500 },
    );
    assert.deepEqual(wordsOf(words, "a\u0001b, ü—é\tc"), ["a\u0001b", ",", "ü—é", "c"]);
  });

  test("are forgotten when there are too many, and remembered anew", () => {
    let spelt = 0;
    const cache = new WordCache((bytes, start, end, tokens) => {
      spelt++;
      tokens.push(bytes[start]!, 0, end - start);
      tokens.push(end - start, 0, end - start);
    }, 20);
    const texts = Array.from({ length: 500 }, (_, number) => `word-${"long-".repeat(number % 5)}${number % 37}`);
    for (const text of texts) {
      cache.begin(text.length);
      cache.bytes.set(Buffer.from(text));
      cache.take(0, text.length);
      cache.take(0, text.length);
      const { ids, count } = cache.tokens;
      assert.deepEqual(Array.from(ids.subarray(0, count)), [119, text.length, 119, text.length]);
    }
    assert.ok(spelt > 185 && spelt <= 550, `${spelt}`);
  });
});
