/** @file WordPiece learnt as BERT's: pairs are joined by frequency, as the tokenizers package does it. */
import { BERT_PREFIX, bertEnds, bertParts, wordPieceModel } from "./family-parts.ts";
import { joinPairs } from "./join-pairs.ts";
import type { LearnKind } from "./learn-kind.ts";

/** Distinct characters to begin with at most; rarer ones are unknown. As in the tokenizers package. */
const MOST_CHARACTERS = 1000;
const specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/** The kind. */
export const wordPieceKind: LearnKind = {
  specials,
  // Other white space is no sure end of a word: some of it counts as control characters, which vanish.
  chunks: (text) => text.split(/[ \t\n\r]+/),
  parts: ({ lowercase }) => bertParts({ lowercase }),
  postProcessor: bertEnds({ sep: ["[SEP]", specials.indexOf("[SEP]")], cls: ["[CLS]", specials.indexOf("[CLS]")] }),
  learn(counts, { vocabularySize, minFrequency }, context) {
    const alphabet = frequentCharacters(counts);
    const rules = { specials, alphabet, prefix: BERT_PREFIX, vocabularySize, minFrequency };
    const { ids } = joinPairs(counts, rules, context);
    return { model: wordPieceModel(Object.fromEntries(ids), "[UNK]"), tokens: ids.size };
  },
};

function frequentCharacters(counts: ReadonlyMap<string, number>): readonly string[] {
  const found = new Map<string, number>();
  for (const [word, count] of counts)
    for (const character of word) found.set(character, (found.get(character) ?? 0) + count);
  return [...found]
    .toSorted(([left, often], [right, more]) => more - often || left.codePointAt(0)! - right.codePointAt(0)!)
    .slice(0, MOST_CHARACTERS)
    .map(([character]) => character);
}
