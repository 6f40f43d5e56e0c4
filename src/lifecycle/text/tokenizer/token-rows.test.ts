import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textColumn } from "../text-column.ts";
import { InvalidStrideError, NoRoomForTokensError } from "./errors.ts";
import { createTokenizer } from "./tokenizer.ts";

const words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "film", "##s", "won", "##der", "##ful", ","];
const vocab = Object.fromEntries(words.map((word, id) => [word, id]));
const tokenizer = createTokenizer({
  added_tokens: [{ id: 2, content: "[CLS]", special: true }],
  normalizer: { type: "BertNormalizer" },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: { type: "BertProcessing", cls: ["[CLS]", 2], sep: ["[SEP]", 3] },
  model: { type: "WordPiece", vocab },
});
const texts = ["A wonderful film", "", "films, a film", "👍 a [CLS] films"];

function rowsOf(options: Parameters<typeof tokenizer.encodeRows>[1]): string[] {
  const { tokens } = tokenizer.encodeRows(textColumn(texts), options);
  return texts.map((_, row) =>
    Array.from(tokens.ids.subarray(tokens.offsets[row], tokens.offsets[row + 1]), (id) => words[id]).join(" "),
  );
}

describe("texts as rows of tokens", () => {
  test("stand between the special tokens", () => {
    const { tokens, cutTexts, places } = tokenizer.encodeRows(textColumn(texts), { maxLength: 16 });
    assert.deepEqual(Array.from(tokens.offsets), [0, 7, 9, 16, 23]);
    assert.deepEqual([tokens.rows, tokens.vocabularySize, cutTexts, places], [4, words.length, 0, null]);
    assert.deepEqual(rowsOf({ maxLength: 16 }), [
      "[CLS] a won ##der ##ful film [SEP]",
      "[CLS] [SEP]",
      "[CLS] film ##s , a film [SEP]",
      "[CLS] [UNK] a [CLS] film ##s [SEP]",
    ]);
  });

  test("keep the head, the tail or half of each of what is too long, and count what was cut", () => {
    const heads = ["[CLS] a won ##der [SEP]", "[CLS] [SEP]", "[CLS] film ##s , [SEP]", "[CLS] [UNK] a [CLS] [SEP]"];
    assert.deepEqual(rowsOf({ maxLength: 5 }), heads);
    assert.deepEqual(rowsOf({ maxLength: 5, truncation: "tail" }), [
      "[CLS] ##der ##ful film [SEP]",
      "[CLS] [SEP]",
      "[CLS] , a film [SEP]",
      "[CLS] [CLS] film ##s [SEP]",
    ]);
    assert.deepEqual(rowsOf({ maxLength: 5, truncation: "both" }), [
      "[CLS] a won film [SEP]",
      "[CLS] [SEP]",
      "[CLS] film ##s film [SEP]",
      "[CLS] [UNK] a ##s [SEP]",
    ]);
    assert.equal(tokenizer.encodeRows(textColumn(texts), { maxLength: 5 }).cutTexts, 3);
    assert.deepEqual(rowsOf({ maxLength: 2, addSpecialTokens: false }), ["a won", "", "film ##s", "[UNK] a"]);
  });

  test("of a long text several, which overlap by the stride", () => {
    const windowsOf = (maxLength: number, stride: number, addSpecialTokens = true) => {
      const options = { maxLength, addSpecialTokens, windows: { stride }, places: true };
      const { tokens, rowOf, cutTexts, places } = tokenizer.encodeRows(textColumn(texts), options);
      assert.equal(tokens.offsets.length, rowOf.length + 1);
      const rows = Array.from(rowOf, (text, row) => {
        const [from, to] = [tokens.offsets[row]!, tokens.offsets[row + 1]!];
        const cut = Array.from(tokens.ids.subarray(from, to), (id) => words[id]).join(" ");
        return `${text} ${cut} @${cut === "" ? 0 : places!.ends[to - 1 - Number(addSpecialTokens)]}`;
      });
      return { rows, cutTexts };
    };
    assert.deepEqual(windowsOf(5, 1), {
      rows: [
        "0 [CLS] a won ##der [SEP] @8",
        "0 [CLS] ##der ##ful film [SEP] @16",
        "1 [CLS] [SEP] @0",
        "2 [CLS] film ##s , [SEP] @6",
        "2 [CLS] , a film [SEP] @13",
        "3 [CLS] [UNK] a [CLS] [SEP] @10",
        "3 [CLS] [CLS] film ##s [SEP] @16",
      ],
      cutTexts: 3,
    });
    assert.deepEqual(windowsOf(4, 0, false).rows, [
      "0 a won ##der ##ful @11",
      "0 film @16",
      "1  @0",
      "2 film ##s , a @8",
      "2 film @13",
      "3 [UNK] a [CLS] film @15",
      "3 ##s @16",
    ]);
    assert.deepEqual(windowsOf(16, 3).cutTexts, 0);
    assert.deepEqual(
      Array.from(tokenizer.encodeRows(textColumn(texts), { maxLength: 5 }).rowOf),
      texts.map((_, text) => text),
    );
    for (const stride of [-1, 3, 0.5, Number.NaN]) assert.throws(() => windowsOf(5, stride), InvalidStrideError);
  });

  test("say where their tokens stand, in UTF-16", () => {
    const { tokens, places } = tokenizer.encodeRows(textColumn(texts), { maxLength: 5, places: true });
    const [from, to] = [tokens.offsets[3], tokens.offsets[4]];
    assert.deepEqual(Array.from(places!.starts.subarray(from, to)), [0, 0, 3, 5, 0]);
    assert.deepEqual(Array.from(places!.ends.subarray(from, to)), [0, 2, 4, 10, 0]);
  });

  test("need room beside the special tokens", () => {
    assert.throws(() => tokenizer.encodeRows(textColumn(texts), { maxLength: 2 }), NoRoomForTokensError);
    assert.throws(() => tokenizer.encodeRows(textColumn(texts), { maxLength: Number.NaN }), NoRoomForTokensError);
  });
});
