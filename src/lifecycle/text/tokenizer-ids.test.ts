import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { textColumn } from "./text-column.ts";
import { FEW_BYTES } from "./text-threads.ts";
import { createTokenizer } from "./tokenizer/tokenizer.ts";
import { tokenizerIdsPipeline } from "./tokenizer-ids.ts";

const words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "film", "##s", "won", "##der", "##ful", ",", "e", "a"];
const file = {
  added_tokens: [{ id: 2, content: "[CLS]", special: true }],
  normalizer: { type: "BertNormalizer" },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: { type: "BertProcessing", cls: ["[CLS]", 2], sep: ["[SEP]", 3] },
  model: { type: "WordPiece", vocab: Object.fromEntries(words.map((word, id) => [word, id])) },
};

function sampleTexts(): string[] {
  const random = createRandom("tokenizer ids");
  const pieces = ["Films", "wonderful", "é", "👍", "[CLS]", "a film,", "unknown"];
  const texts = Array.from({ length: 200 }, () =>
    Array.from({ length: random.integer(32) }, () => pieces[random.integer(pieces.length)]!).join(" "),
  );
  return [...texts, "a lone \ud800 surrogate"];
}

for (const truncation of ["head", "tail", "both"] as const)
  test(`many texts in threads get the ids that they have one by one, and those that are cut are counted: ${truncation}`, async () => {
    const different = sampleTexts();
    const texts = Array.from({ length: 40 }, () => different).flat();
    const column = textColumn(texts);
    assert.ok(column.bytes.length > FEW_BYTES, "they are encoded in threads");
    const config = { type: "tokenizer/v1", maxLength: 24, truncation } as const;
    const pipeline = tokenizerIdsPipeline(config, file);
    const encoded = await pipeline.transform(column, { threads: 2 });
    const plain = createTokenizer(file, { fast: false });
    const once = different.map((text) => plain.encode(text, { maxLength: 24, truncation }));
    const rows = texts.map((_, row) => once[row % once.length]!);
    assert.ok(encoded.kind === "tokens");
    assert.deepEqual(
      [...encoded.tokens.ids],
      rows.flatMap(({ tokens }) => tokens.map(({ id }) => id)),
    );
    assert.deepEqual(
      rows.map((_, row) => encoded.tokens.offsets[row + 1]! - encoded.tokens.offsets[row]!),
      rows.map(({ tokens }) => tokens.length),
    );
    assert.equal(encoded.cutTexts, rows.filter(({ cut }) => cut > 0).length);
    assert.ok(encoded.cutTexts > 100 && encoded.cutTexts < texts.length);
    assert.deepEqual(pipeline.transformBatch(texts), encoded);
  });
