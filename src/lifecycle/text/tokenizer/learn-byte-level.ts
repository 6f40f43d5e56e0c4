/** @file Byte-level BPE learnt as RoBERTa's and GPT-2's; the merges are those of the tokenizers package. */
import { characterOfByte } from "./byte-level.ts";
import { byteLevelPart, bytePairModel, robertaEnds } from "./family-parts.ts";
import { joinPairs } from "./join-pairs.ts";
import type { LearnKind } from "./learn-kind.ts";

const specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];
const byteLevel = byteLevelPart();

/** The kind. */
export const byteLevelKind: LearnKind = {
  specials,
  chunks: (text) => [text], // words begin with the space before them
  parts: ({ lowercase }) => ({
    normalizer: lowercase ? { type: "Lowercase" } : null,
    pre_tokenizer: byteLevel,
    decoder: byteLevel,
  }),
  postProcessor: robertaEnds({ sep: ["</s>", specials.indexOf("</s>")], cls: ["<s>", specials.indexOf("<s>")] }),
  learn(counts, { vocabularySize, minFrequency }, context) {
    const rules = { specials, alphabet: characterOfByte, prefix: "", vocabularySize, minFrequency };
    const { ids, merges } = joinPairs(counts, rules, context);
    return { model: bytePairModel(Object.fromEntries(ids), merges, "<unk>"), tokens: ids.size };
  },
};
