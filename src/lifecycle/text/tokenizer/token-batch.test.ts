import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InvalidTokenizerError, UnsupportedTokenizerError } from "./errors.ts";
import { createTokenizer } from "./tokenizer.ts";

const file = {
  truncation: { max_length: 5, strategy: "LongestFirst", stride: 0, direction: "Right" },
  padding: { strategy: { Fixed: 6 }, direction: "Left", pad_id: 0, pad_type_id: 7, pad_to_multiple_of: 4 },
  pre_tokenizer: { type: "Whitespace" },
  post_processor: { type: "BertProcessing", cls: ["[CLS]", 1], sep: ["[SEP]", 2] },
  model: { type: "WordLevel", vocab: { "[PAD]": 0, "[CLS]": 1, "[SEP]": 2, a: 3, b: 4 }, unk_token: "a" },
};

describe("a batch", () => {
  test("is cut and filled up as the file says", () => {
    const batch = createTokenizer(file).encodeBatch(["a", "a b a b", ["a", "b"]]);
    assert.deepEqual([batch.rows, batch.length, batch.cutTexts], [3, 8, 1]);
    const rows = (values: Int32Array) =>
      [0, 1, 2].map((row) => Array.from(values.subarray(row * 8, row * 8 + 8)).join(""));
    assert.deepEqual(rows(batch.ids), ["00000132", "00013432", "00013242"]);
    assert.deepEqual(rows(batch.mask), ["00000111", "00011111", "00011111"]);
    assert.deepEqual(rows(batch.typeIds), ["77777000", "77700000", "77700011"]);
  });

  test("is as long as its longest row where neither file nor caller say more", () => {
    const { padding, truncation, ...bare } = file;
    const tokenizer = createTokenizer(bare);
    const batch = tokenizer.encodeBatch(["a", "a b a b"]);
    assert.deepEqual([batch.length, Array.from(batch.ids)], [6, [1, 3, 2, 0, 0, 0, 1, 3, 4, 3, 4, 2]]);
    assert.deepEqual(tokenizer.encodeBatch([]), {
      rows: 0,
      length: 0,
      ids: new Int32Array(0),
      typeIds: new Int32Array(0),
      mask: new Int32Array(0),
      cutTexts: 0,
    });
  });

  test("is as the caller says before what the file says", () => {
    const batch = createTokenizer(file).encodeBatch(["a b b", "b"], {
      ...{ maxLength: 2, truncation: "tail", addSpecialTokens: false },
      ...{ length: "longest", multipleOf: 3, side: "right", paddingId: 9 },
    });
    assert.deepEqual([batch.length, Array.from(batch.ids)], [3, [4, 4, 9, 4, 9, 9]]);
  });

  test("names what the file says wrongly", () => {
    assert.throws(() => createTokenizer({ ...file, padding: { strategy: "Odd", pad_id: 0 } }), InvalidTokenizerError);
    const truncation = { max_length: 5, strategy: "OnlyFirst" };
    const onlyFirst = createTokenizer({ ...file, truncation });
    assert.equal(onlyFirst.encodeBatch(["a b a b"]).cutTexts, 1);
    assert.throws(() => onlyFirst.encodeBatch([["a", "b"]]), UnsupportedTokenizerError);
  });
});
