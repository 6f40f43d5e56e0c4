import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../../foundation/index.ts";
import { fitTextPipeline, loadTextPipeline } from "./fit-text-pipeline.ts";
import { normaliseText } from "./normalise/normalise-text.ts";
import { textColumn } from "./text-column.ts";
import { textPipelineConfig } from "./text-pipeline.config.ts";
import { tfidfConfig } from "./tfidf.config.ts";
import { fitTfidf } from "./tfidf.ts";

const texts = [
  "The cat sat.",
  "A dog sat on the cat",
  "",
  "naïve Ünïcode café",
  "the the the",
  "It's 3.14 日本語を話す。 ภาษาไทย 👍🏽 İstanbul",
  "<b>the</b> caf&eacute; at http://example.com<br />sat",
];
const normalise = [
  { type: "html/v1" },
  { type: "urls/v1" },
  { type: "unicode/v1", form: "NFD" },
  { type: "accents/v1" },
];
const configs = [
  { type: "tfidf/v1" },
  { type: "tfidf/v1", ngramRange: [1, 2], sublinearTf: true, minDf: 2 },
  { type: "tfidf/v1", analyzer: "char", ngramRange: [1, 3], useIdf: false, norm: "l1" },
  { type: "tfidf/v1", analyzer: "char_wb", ngramRange: [2, 4], stripAccents: "unicode" },
  { type: "tfidf/v1", tokenPattern: "(?u)\\S+", ngramRange: [1, 2] },
  { type: "hashing/v1", features: 64 },
  { type: "hashing/v1", ngramRange: [1, 2], norm: null },
  { type: "word-ids/v1", maxTokens: 6, maxLength: 3 },
  { type: "word-ids/v1", truncation: "tail", maxLength: 2 },
  { type: "tfidf/v1", normalise, ngramRange: [1, 2] },
  { type: "tfidf/v1", normalise, analyzer: "char", ngramRange: [2, 3] },
  { type: "tfidf/v1", normalise, tokenPattern: "(?u)\\S+" },
  { type: "hashing/v1", normalise, features: 64 },
  { type: "word-ids/v1", normalise },
  { type: "word-ids/v1", tokenPattern: "\\S+" },
  { type: "tfidf/v1", words: "unicode", ngramRange: [1, 2], stopWords: ["the"] },
  { type: "tfidf/v1", words: "unicode", ngramRange: [2, 3], lowercase: false },
  { type: "hashing/v1", words: "unicode", ngramRange: [1, 2] },
  { type: "word-ids/v1", words: "unicode" },
  { type: "ngram-ids/v1" },
  { type: "ngram-ids/v1", normalise },
  { type: "ngram-ids/v1", wordNgrams: 3, characterNgrams: [2, 3], buckets: 50, minCount: 2 },
  { type: "ngram-ids/v1", tokens: "words-and-punctuation", lowercase: false },
  { type: "subword-ids/v1", maxTokens: 520, minFrequency: 1 },
  { type: "subword-ids/v1", maxLength: 4, truncation: "tail" },
  { type: "tokenizer/v1" },
  { type: "tokenizer/v1", maxLength: 5, truncation: "both" },
  { type: "none/v1" },
].map((config) => parseConfig(textPipelineConfig, config, "test"));

/** A small tokenizer as a checkpoint has one. */
const tokenizer = Buffer.from(
  JSON.stringify({
    added_tokens: [
      { id: 0, content: "[PAD]", special: true },
      { id: 1, content: "[CLS]", special: true },
      { id: 2, content: "[SEP]", special: true },
    ],
    normalizer: { type: "BertNormalizer", lowercase: true },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: { type: "BertProcessing", cls: ["[CLS]", 1], sep: ["[SEP]", 2] },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      vocab: { "[PAD]": 0, "[CLS]": 1, "[SEP]": 2, "[UNK]": 3, the: 4, "##s": 5, a: 6, b: 7, "##e": 8, ".": 9 },
    },
  }),
);

for (const [number, config] of configs.entries()) {
  test(`fit, transform, transformBatch and a reloaded pipeline agree: ${config.type}, setting ${number}`, async () => {
    const column = textColumn(texts);
    const { pipeline, encoded } = await fitTextPipeline(config, column, { tokenizer });
    assert.deepEqual(await pipeline.transform(column), encoded);
    assert.deepEqual(pipeline.transformBatch(texts), encoded);
    if (pipeline.locate !== undefined && encoded.kind === "tokens") {
      const { offsets } = encoded.tokens;
      for (const [row, text] of texts.entries())
        assert.equal(pipeline.locate(text).length, offsets[row + 1]! - offsets[row]!, text);
    }
    const files = pipeline.files();
    const loaded = loadTextPipeline(config, (name) => files[name]!);
    assert.equal(loaded.featureCount, pipeline.featureCount);
    assert.deepEqual(loaded.transformBatch(texts), encoded);
    assert.deepEqual(await loaded.transform(column), encoded);
    if (pipeline.featureCount > 0) assert.equal(loaded.featureName(0), pipeline.featureName(0));
  });
}

test("a pipeline that normalises makes what one that does not makes of normalised texts", async () => {
  for (const config of configs) {
    if (config.type === "none/v1" || config.type === "tokenizer/v1" || config.normalise.length === 0) continue;
    const normalised = texts.map((text) => normaliseText(text, config.normalise).text);
    const { encoded } = await fitTextPipeline({ ...config, normalise: [] }, textColumn(normalised));
    assert.deepEqual((await fitTextPipeline(config, textColumn(texts))).encoded, encoded);
  }
});

test("words by Unicode's rules are counted as the plain analyser finds them", async () => {
  const config = parseConfig(
    tfidfConfig,
    { type: "tfidf/v1", words: "unicode", ngramRange: [1, 3], stopWords: ["the"] },
    "",
  );
  const column = textColumn(texts);
  const quick = await fitTfidf(config, column);
  const plain = await fitTfidf(config, column, { plain: true });
  assert.deepEqual(quick.rows, plain.rows);
  assert.deepEqual(quick.fitted.terms, plain.fitted.terms);
});

test("word ids by any pattern", async () => {
  const config = parseConfig(textPipelineConfig, { type: "word-ids/v1", tokenPattern: "\\S+" }, "test");
  const { encoded } = await fitTextPipeline(config, textColumn(["a, b", "b c", "b"]));
  assert.ok(encoded.kind === "tokens");
  assert.deepEqual([...encoded.tokens.ids], [3, 2, 2, 4, 2]);
});

test("word ids go by frequency, then by code point; an empty text gives none", async () => {
  const config = parseConfig(textPipelineConfig, { type: "word-ids/v1" }, "test");
  const { pipeline, encoded } = await fitTextPipeline(config, textColumn(["b b a c", "", "a b"]));
  assert.equal(encoded.kind, "tokens");
  if (encoded.kind !== "tokens") return;
  assert.deepEqual([...encoded.tokens.ids], [2, 2, 3, 4, 3, 2]);
  assert.deepEqual([...encoded.tokens.offsets], [0, 4, 4, 6]);
  assert.deepEqual([0, 1, 2, 3, 4].map(pipeline.featureName), ["<padding>", "<unknown>", "b", "a", "c"]);
});
