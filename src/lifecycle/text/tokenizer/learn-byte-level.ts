/** @file Byte-level BPE learnt as RoBERTa's and GPT-2's; the merges are those of the tokenizers package. */
import { characterOfByte } from "./byte-level.ts";
import { joinPairs } from "./join-pairs.ts";
import type { LearnKind } from "./learn-kind.ts";

const specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };

/** The kind. */
export const byteLevelKind: LearnKind = {
  specials,
  chunks: (text) => [text], // words begin with the space before them
  parts: ({ lowercase }) => ({
    normalizer: lowercase ? { type: "Lowercase" } : null,
    pre_tokenizer: byteLevel,
    decoder: byteLevel,
  }),
  postProcessor: {
    type: "RobertaProcessing",
    sep: ["</s>", specials.indexOf("</s>")],
    cls: ["<s>", specials.indexOf("<s>")],
    ...{ trim_offsets: true, add_prefix_space: false },
  },
  learn(counts, { vocabularySize, minFrequency }, context) {
    const rules = { specials, alphabet: characterOfByte, prefix: "", vocabularySize, minFrequency };
    const { ids, merges } = joinPairs(counts, rules, context);
    const model = {
      ...{ type: "BPE", dropout: null, unk_token: "<unk>", continuing_subword_prefix: null },
      ...{ end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false },
      vocab: Object.fromEntries(ids),
      merges,
    };
    return { model, tokens: ids.size };
  },
};
