/** @file Unigram: of all ways to cut a piece into tokens, the likeliest (Kudo 2018), found by Viterbi's algorithm. */
import { pointSize } from "./aligned-text.ts";
import { fallbackIds } from "./fallback-bytes.ts";
import { lookUp, type PieceToken, type TokenModel } from "./model.ts";

/** What decides a unigram model. */
export interface UnigramSettings {
  /** By id: tokens with their log-probabilities. */
  readonly vocabulary: readonly (readonly [token: string, score: number])[];
  /** Of what no token spells. */
  readonly unknownId: number | null;
  /** What is unknown becomes the tokens of its bytes, `<0x00>` to `<0xFF>`. */
  readonly byteFallback: boolean;
}

/** How much less likely an unknown code point is than the least likely token, as SentencePiece has it. */
const UNKNOWN_PENALTY = 10;

/** Makes the model. */
export function unigram({ vocabulary, unknownId, byteFallback }: UnigramSettings): TokenModel {
  const ids = new Map<string, number>();
  for (const [id, [token]] of vocabulary.entries()) ids.set(token, id);
  let least = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (const [token, score] of vocabulary) {
    least = Math.min(least, score);
    longest = Math.max(longest, token.length);
  }
  const unknownScore = least - UNKNOWN_PENALTY;

  function tokenize(piece: string): PieceToken[] {
    const { length } = piece;
    const scores = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const starts = new Int32Array(length + 1).fill(-1);
    const tokenIds = new Int32Array(length + 1).fill(-1);
    scores[0] = 0;
    const reach = (from: number, to: number, id: number, score: number) => {
      if (starts[to] !== -1 && score <= scores[to]!) return;
      scores[to] = score;
      starts[to] = from;
      tokenIds[to] = id;
    };
    for (let from = 0; from < length; ) {
      const size = pointSize(piece, from);
      const most = Math.min(length, from + longest);
      let hasSingle = false;
      for (let to = from + 1; to <= most; to++) {
        if (to < length && pointSize(piece, to - 1) === 2) continue;
        const id = ids.get(piece.slice(from, to));
        if (id === undefined) continue;
        reach(from, to, id, scores[from]! + vocabulary[id]![1]);
        hasSingle ||= to === from + size;
      }
      if (!hasSingle) reach(from, from + size, -1, scores[from]! + unknownScore);
      from += size;
    }
    const path: { id: number; start: number; end: number }[] = [];
    for (let end = length; end > 0; end = starts[end]!) {
      const [start, id] = [starts[end]!, tokenIds[end]!];
      const later = path.at(-1);
      // Neighbouring unknown code points are one token.
      if (id === -1 && later?.id === -1) later.start = start;
      else path.push({ id, start, end });
    }
    return path.reverse().flatMap((token): readonly PieceToken[] => {
      if (token.id >= 0) return [token];
      const bytes = byteFallback ? fallbackIds(ids, piece.slice(token.start, token.end)) : null;
      if (bytes !== null) return bytes.map((id) => ({ ...token, id }));
      return unknownId === null ? [] : [{ ...token, id: unknownId }];
    });
  }
  return { ...lookUp(ids), tokenize };
}
