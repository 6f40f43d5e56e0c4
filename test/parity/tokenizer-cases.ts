/** @file Small tokenizers that have every supported part between them, and texts that break careless code. */
import { characterOfByte } from "../../src/lifecycle/text/tokenizer/byte-level.ts";

/** Composition, surrogate pairs, joined emoji, flags, Turkish i, sharp s, Hangul, marks, spaces of all kinds, tokens in text. */
export const nastyTexts: readonly string[] = [
  "",
  " ",
  "   ",
  "\n\n a \t b\r\n",
  "Hello, world! It's 12,345.67 o'clock — isn't it?",
  "  leading and trailing  ",
  "e\u0301 é a\u0323\u0301 a\u0301\u0323 \u0301x \u00c5 \u212b \u1e9b\u0323",
  "İstanbul I\u0307 ı ΟΔΟΣ ός ß ẞ ﬁ ½ ２ ① ㎏ ﬀ",
  "각 \u1100\u1161\u11a8 가\u11a8 ﾊﾞ が か\u3099",
  "我喜欢这部电影。これはテストです。한국어도 있어요",
  "👍🏽 great 👨\u200d👩\u200d👧 🇫🇷🇩🇪 ok\u200d",
  "a\u00a0b\u2003c\u3000d\u0085e\ufefff\u200bg\u2028h",
  "\u0000 control\u0001\u007f \ufffd \u00ad soft\u00adhyphen",
  "[CLS] in [MASK]text<mask> word<x>word <x> a <mask>  b",
  "don't I'll we've they're I'm you'd HE'S",
  "1234567890 ١٢٣ १२३ 3.14 1e10",
  "a".repeat(120),
  "ab ".repeat(40),
  "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐐀𐐨 \u{1f600}\u{1f600}",
  "สวัสดีชาวโลก العربية עברית हिन्दी",
  "snake_case CamelCase kebab-case $100 #tag @user https://example.org/a?b=c",
  "<0x41> ▁ ▁a ▁▁b Ġ Ġa ## ##a </w>",
];

const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const common = {
  version: "1.0",
  truncation: null,
  padding: null,
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
};

function vocabulary(tokens: readonly string[]): Record<string, number> {
  return Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
}

function added(id: number, content: string, more: Record<string, boolean> = {}) {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: false, ...more };
}

const pointVocabulary = vocabulary([
  ...["<unk>", " ", ".", ",", "'", "▁"],
  ...[...letters, ...letters.map((letter) => letter.toUpperCase()), ..."éåßωк我0123456789"],
]);
const POINTS = Object.keys(pointVocabulary).length;

/** One token a code point, so that every offset shows. */
export function codePoints(more: object = {}) {
  return {
    ...{ ...common, added_tokens: [] },
    model: bpe({ vocab: pointVocabulary, merges: [], unk_token: "<unk>" }),
    ...more,
  };
}

function bpe(more: object) {
  return {
    ...{ type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null },
    ...{ fuse_unk: false, byte_fallback: false, ignore_merges: false },
    ...more,
  };
}

const byteMerges = [
  ["Ġ", "t"],
  ["h", "e"],
  ["Ġt", "he"],
  ["a", "b"],
  ["Ã", "©"],
  ["1", "2"],
  ["12", "3"],
] as const;
const byteVocabulary = vocabulary([...characterOfByte, ...byteMerges.map((merge) => merge.join("")), "<s>", "</s>"]);
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const bytes = {
  ...common,
  added_tokens: [],
  decoder: byteLevel,
  model: bpe({ vocab: byteVocabulary, merges: byteMerges }),
};
const ends = { sep: ["</s>", byteVocabulary["</s>"]], cls: ["<s>", byteVocabulary["<s>"]] };

const metaVocabulary: readonly (readonly [string, number])[] = [
  ["<unk>", 0],
  ["▁", -2],
  ["▁a", -2.5],
  ["ab", -3],
  ["▁ab", -3.2],
  ["▁the", -3],
  ["é", -4],
  ...letters.map((letter, rank) => [letter, -3 - rank / 8] as const),
];
const byteTokens = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
const metaspace = (prepend_scheme: string, split = true) => ({
  type: "Metaspace",
  replacement: "▁",
  prepend_scheme,
  split,
});

const wordPieces = vocabulary([
  "[UNK]",
  "[CLS]",
  "[SEP]",
  ...letters,
  ...letters.map((letter) => `##${letter}`),
  "the",
  "##ing",
  "é",
  "我",
  ".",
  "'",
]);

const bert = {
  ...common,
  added_tokens: [
    added(0, "[UNK]", { special: true }),
    added(1, "[CLS]", { special: true }),
    added(2, "[SEP]", { special: true }),
  ],
  normalizer: {
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: { type: "BertProcessing", sep: ["[SEP]", 2], cls: ["[CLS]", 1] },
  decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  model: {
    type: "WordPiece",
    unk_token: "[UNK]",
    continuing_subword_prefix: "##",
    max_input_chars_per_word: 20,
    vocab: wordPieces,
  },
};

/** tokenizer.json by what it tries. */
export const tokenizerFiles: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    ["NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents"].map((type) => [
      type,
      codePoints({ normalizer: { type } }),
    ]),
  ),
  "Strip and Prepend": codePoints({
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Strip", strip_left: true, strip_right: true },
        { type: "Prepend", prepend: "▁" },
      ],
    },
  }),
  "Replace by a text and by a pattern": codePoints({
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Replace", pattern: { String: "an" }, content: "xyz" },
        { type: "Replace", pattern: { Regex: "\\s{2,}" }, content: " " },
        { type: "Replace", pattern: { Regex: "[0-9]+" }, content: "" },
      ],
    },
  }),
  "BertNormalizer that keeps accents": codePoints({
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: false,
      strip_accents: false,
      lowercase: true,
    },
  }),
  "BertNormalizer that strips accents only": codePoints({
    normalizer: {
      type: "BertNormalizer",
      clean_text: false,
      handle_chinese_chars: true,
      strip_accents: true,
      lowercase: false,
    },
  }),
  ...Object.fromEntries(
    ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"].flatMap((behavior) =>
      [false, true].map((invert) => [
        `Split, ${behavior}${invert ? ", inverted" : ""}`,
        codePoints({
          pre_tokenizer: { type: "Split", pattern: { Regex: "\\s|[.,']" }, behavior, invert },
          model: { type: "WordLevel", vocab: vocabulary(["<unk>", "a", "ab", "word"]), unk_token: "<unk>" },
        }),
      ]),
    ),
  ),
  ...Object.fromEntries(
    [
      { type: "Whitespace" },
      { type: "WhitespaceSplit" },
      { type: "Punctuation", behavior: "MergedWithPrevious" },
      { type: "Digits", individual_digits: true },
      { type: "Digits", individual_digits: false },
      { type: "CharDelimiterSplit", delimiter: "a" },
      { type: "BertPreTokenizer" },
    ].map((pre_tokenizer, number) => [
      `${pre_tokenizer.type} ${number}`,
      codePoints({
        pre_tokenizer,
        model: { type: "WordLevel", vocab: vocabulary(["<unk>", "a", "ab", "word"]), unk_token: "<unk>" },
      }),
    ]),
  ),
  "byte level with a space before": {
    ...bytes,
    pre_tokenizer: { ...byteLevel, add_prefix_space: true },
    post_processor: { ...byteLevel, add_prefix_space: true },
  },
  "byte level after GPT-4's pattern": {
    ...bytes,
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        {
          type: "Split",
          pattern: {
            Regex:
              "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
          },
          behavior: "Isolated",
          invert: false,
        },
        { ...byteLevel, use_regex: false },
      ],
    },
    model: bpe({ vocab: byteVocabulary, merges: byteMerges, ignore_merges: true }),
  },
  "RoBERTa's ends, ranges trimmed": {
    ...bytes,
    pre_tokenizer: byteLevel,
    post_processor: { type: "RobertaProcessing", ...ends, trim_offsets: true, add_prefix_space: false },
  },
  "RoBERTa's ends, ranges whole": {
    ...bytes,
    pre_tokenizer: { ...byteLevel, add_prefix_space: true },
    post_processor: { type: "RobertaProcessing", ...ends, trim_offsets: false, add_prefix_space: true },
  },
  "byte level, then a template": {
    ...bytes,
    pre_tokenizer: byteLevel,
    post_processor: {
      type: "Sequence",
      processors: [
        byteLevel,
        {
          type: "TemplateProcessing",
          single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
          pair: [
            { SpecialToken: { id: "<s>", type_id: 0 } },
            { Sequence: { id: "A", type_id: 0 } },
            { SpecialToken: { id: "<s>", type_id: 1 } },
            { Sequence: { id: "B", type_id: 1 } },
          ],
          special_tokens: { "<s>": { id: "<s>", ids: [byteVocabulary["<s>"]], tokens: ["<s>"] } },
        },
      ],
    },
  },
  ...Object.fromEntries(
    ["always", "never", "first"].flatMap((scheme) =>
      [true, false].map((split) => [
        `Metaspace ${scheme}${split ? "" : ", not split"}`,
        {
          ...common,
          added_tokens: [added(metaVocabulary.length, "<mask>", { lstrip: true, special: true })],
          pre_tokenizer: metaspace(scheme, split),
          decoder: metaspace(scheme, split),
          model: { type: "Unigram", unk_id: 0, vocab: metaVocabulary, byte_fallback: false },
        },
      ]),
    ),
  ),
  "Unigram that falls back to bytes": {
    ...common,
    added_tokens: [],
    pre_tokenizer: metaspace("always"),
    decoder: { type: "Sequence", decoders: [{ type: "ByteFallback" }, metaspace("always")] },
    model: {
      type: "Unigram",
      unk_id: 0,
      vocab: [...metaVocabulary, ...byteTokens.map((token) => [token, -9])],
      byte_fallback: true,
    },
  },
  ...Object.fromEntries(
    [true, false].map((fuse_unk) => [
      `byte pairs that fall back to bytes${fuse_unk ? ", unknowns joined" : ""}`,
      {
        ...{ ...common, added_tokens: [] },
        normalizer: {
          type: "Sequence",
          normalizers: [
            { type: "Prepend", prepend: "▁" },
            { type: "Replace", pattern: { String: " " }, content: "▁" },
          ],
        },
        decoder: { type: "Sequence", decoders: [{ type: "ByteFallback" }, { type: "Fuse" }] },
        model: bpe({
          vocab: vocabulary(["<unk>", ...byteTokens, ...letters, "ab", "é"]),
          merges: [["a", "b"]],
          ...{ unk_token: "<unk>", fuse_unk, byte_fallback: true },
        }),
      },
    ]),
  ),
  "byte pairs with unknowns joined and ends of words": {
    ...common,
    added_tokens: [],
    pre_tokenizer: { type: "WhitespaceSplit" },
    decoder: { type: "BPEDecoder", suffix: "</w>" },
    model: bpe({
      vocab: vocabulary([
        "<unk>",
        ...letters,
        ...letters.map((letter) => `${letter}</w>`),
        "ab</w>",
        "he",
        "the</w>",
        "the",
      ]),
      merges: [
        ["a", "b</w>"],
        ["h", "e"],
        ["t", "he"],
      ],
      unk_token: "<unk>",
      fuse_unk: true,
      end_of_word_suffix: "</w>",
    }),
  },
  "byte pairs with a prefix within words": {
    ...common,
    added_tokens: [],
    pre_tokenizer: { type: "Whitespace" },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: bpe({
      vocab: vocabulary(["<unk>", ...letters, ...letters.map((letter) => `##${letter}`), "ab", "##he"]),
      merges: [
        ["a", "##b"],
        ["##h", "##e"],
      ],
      unk_token: "<unk>",
      continuing_subword_prefix: "##",
    }),
  },
  "WordPiece with BERT's ends": bert,
  "WordPiece, cut and filled up at the left": {
    ...bert,
    truncation: { direction: "Left", max_length: 14, strategy: "LongestFirst", stride: 0 },
    padding: {
      ...{ strategy: "BatchLongest", direction: "Left", pad_to_multiple_of: 8 },
      ...{ pad_id: 0, pad_type_id: 1, pad_token: "[UNK]" },
    },
  },
  "WordPiece, filled up to a length": {
    ...bert,
    truncation: { direction: "Right", max_length: 9, strategy: "LongestFirst", stride: 0 },
    padding: {
      ...{ strategy: { Fixed: 12 }, direction: "Right", pad_to_multiple_of: null },
      ...{ pad_id: 0, pad_type_id: 0, pad_token: "[UNK]" },
    },
  },
  "added tokens of all kinds": codePoints({
    normalizer: { type: "Lowercase" },
    added_tokens: [
      added(POINTS + 0, "[CLS]", { special: true }),
      added(POINTS + 1, "<mask>", { special: true, lstrip: true, rstrip: true }),
      added(POINTS + 2, "<x>", { single_word: true }),
      added(POINTS + 3, "Hello", { normalized: true }),
      added(POINTS + 4, "case", { normalized: true, single_word: true }),
      added(POINTS + 5, "[MASK]", { lstrip: true }),
      added(POINTS + 6, "<x>w"),
    ],
  }),
};
