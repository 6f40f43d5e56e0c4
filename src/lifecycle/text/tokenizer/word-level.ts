/** @file Word level: a piece is a token, or unknown. */
import { lookUp, type TokenModel } from "./model.ts";

/** Makes the model. A piece without a token is dropped where the vocabulary lacks the unknown one. */
export function wordLevel(ids: ReadonlyMap<string, number>, unknown: string): TokenModel {
  return {
    ...lookUp(ids),
    tokenize(piece) {
      const id = ids.get(piece) ?? ids.get(unknown);
      return id === undefined ? [] : [{ id, start: 0, end: piece.length }];
    },
  };
}
