/** @file The plain way from a text to its tokens, which any tokenizer can go; what is faster has to agree with it. */
import type { TextPart } from "./added-tokens.ts";
import { type AlignedText, alignedText, rangeInOriginal } from "./aligned-text.ts";
import type { TextToken } from "./encoding.ts";
import type { TokenModel } from "./model.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";

/** Makes what finds the tokens of a well-formed text. */
export function createPlainTokens(
  split: (text: AlignedText) => readonly TextPart[],
  preTokenize: PreTokenizer,
  model: TokenModel,
): (text: string) => readonly TextToken[] {
  return (text) => {
    const tokens: TextToken[] = [];
    const put = (id: number, [start, end]: readonly [number, number]) =>
      tokens.push({ id, typeId: 0, start, end, isSpecial: false });
    for (const { id, piece } of split(alignedText(text))) {
      if (id !== null) {
        put(id, rangeInOriginal(piece, 0, piece.text.length));
        continue;
      }
      for (const word of preTokenize(piece))
        if (word.text !== "")
          for (const token of model.tokenize(word.text)) put(token.id, rangeInOriginal(word, token.start, token.end));
    }
    return tokens;
  };
}
