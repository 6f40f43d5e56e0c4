/** @file WordPiece: from the left, always the longest token of the vocabulary (Schuster & Nakajima 2012; Devlin et al. 2019). */
import { pointSize } from "./aligned-text.ts";
import { lookUp, type PieceToken, type TokenModel } from "./model.ts";

/** What decides a WordPiece model. */
export interface WordPieceSettings {
  readonly ids: ReadonlyMap<string, number>;
  /** For words that can't be spelt; they are dropped where the vocabulary lacks it. */
  readonly unknown: string;
  /** Before tokens that don't begin a word. */
  readonly prefix: string;
  /** Longer words, in code points, are unknown. */
  readonly longest: number;
}

/** Makes the model. */
export function wordPiece({ ids, unknown, prefix, longest }: WordPieceSettings): TokenModel {
  const unknownId = ids.get(unknown);
  const wholeUnknown = (word: string): PieceToken[] =>
    unknownId === undefined ? [] : [{ id: unknownId, start: 0, end: word.length }];
  let longestToken = 0;
  for (const token of ids.keys()) longestToken = Math.max(longestToken, token.length);

  function tokenize(word: string): PieceToken[] {
    if (word.length > longest && [...word].length > longest) return wholeUnknown(word);
    const tokens: PieceToken[] = [];
    for (let start = 0; start < word.length; ) {
      let end = Math.min(word.length, start + longestToken);
      let id: number | undefined;
      for (; end > start; end--) {
        // Never between the halves of a surrogate pair.
        if (end < word.length && pointSize(word, end - 1) === 2) continue;
        const part = word.slice(start, end);
        id = ids.get(start === 0 ? part : prefix + part);
        if (id !== undefined) break;
      }
      if (id === undefined) return wholeUnknown(word);
      tokens.push({ id, start, end });
      start = end;
    }
    return tokens;
  }
  return { ...lookUp(ids), tokenize };
}
