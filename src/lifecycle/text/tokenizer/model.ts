/** @file What the model of a tokenizer does: it makes one piece into tokens. */

/** A token of a piece: the code units `start … end` of it. */
export interface PieceToken {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** A model of any kind. */
export interface TokenModel {
  tokenize(piece: string): readonly PieceToken[];
  /** The id of a token, as text. */
  idOf(token: string): number | undefined;
  tokenOf(id: number): string | undefined;
  /** One more than the greatest id. */
  readonly size: number;
}

/** Looks tokens up both ways. */
export function lookUp(ids: ReadonlyMap<string, number>): Omit<TokenModel, "tokenize"> {
  const tokens: string[] = [];
  for (const [token, id] of ids) tokens[id] = token;
  return { idOf: (token) => ids.get(token), tokenOf: (id) => tokens[id], size: tokens.length };
}
