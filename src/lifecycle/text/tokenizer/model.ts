/** @file What the model of a tokenizer does: it makes one piece into tokens. */
import type { TokenList } from "./token-list.ts";

/** A token of a piece: the code units `start … end` of it. */
export interface PieceToken {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Appends the tokens of the word `bytes[start … end]`; places are bytes of the word. */
export type ByteSpeller = (bytes: Uint8Array, start: number, end: number, tokens: TokenList) => void;

/** A model of any kind. */
export interface TokenModel {
  tokenize(piece: string): readonly PieceToken[];
  /**
   * Makes what does the same with bytes: UTF-8, or where pieces are characters that stand for bytes those that they stand
   * for. Absent or null where there is no such way.
   */
  byteSpeller?(): ByteSpeller | null;
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
