/** @file Byte-pair encoding: pairs are joined in the order in which the merges were learnt (Sennrich et al. 2016). */
import { createHeap } from "../../../foundation/index.ts";
import { byteMerges, type RankedMerge } from "./byte-merges.ts";
import { InvalidTokenizerError } from "./errors.ts";
import { fallbackIds } from "./fallback-bytes.ts";
import { lookUp, type PieceToken, type TokenModel } from "./model.ts";

/** What decides a byte-pair model. */
export interface BytePairSettings {
  readonly ids: ReadonlyMap<string, number>;
  /** Pairs of tokens, the first learnt first. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  /** For symbols that the vocabulary lacks; they are dropped where there is none. */
  readonly unknown: string | null;
  /** Neighbouring unknown symbols become one token. */
  readonly fuseUnknown: boolean;
  /** An unknown symbol becomes the tokens of its bytes, `<0x00>` to `<0xFF>`. */
  readonly byteFallback: boolean;
  /** A piece that is a token stays whole whatever the merges. */
  readonly ignoreMerges: boolean;
  /** Before symbols that don't begin a piece. */
  readonly prefix: string;
  /** Behind the last symbol of a piece. */
  readonly suffix: string;
}

/** Pieces that are remembered with their tokens. */
const CACHED_PIECES = 10_000;
/** Longer pieces are not remembered, in code units. */
const CACHED_LENGTH = 256;

type Merge = Pick<RankedMerge, "rank" | "id">;

/** A symbol in the list that merging works on. */
interface PieceSymbol {
  id: number;
  start: number;
  end: number;
  before: number;
  after: number;
}

/** Makes the model. @throws InvalidTokenizerError where a merge names what is no token */
export function bytePair(settings: BytePairSettings): TokenModel {
  const { ids, unknown, fuseUnknown, byteFallback, ignoreMerges, prefix, suffix } = settings;
  const merges = readMerges(settings);
  const unknownId = unknown === null ? undefined : ids.get(unknown);
  const cache = new Map<string, readonly PieceToken[]>();

  function symbolsOf(piece: string): PieceSymbol[] {
    const symbols: PieceSymbol[] = [];
    const put = (id: number, start: number, end: number) => {
      const place = symbols.length;
      if (place > 0) symbols[place - 1]!.after = place;
      symbols.push({ id, start, end, before: place - 1, after: -1 });
    };
    let wasUnknown = false;
    for (let start = 0; start < piece.length; ) {
      const point = String.fromCodePoint(piece.codePointAt(start)!);
      const end = start + point.length;
      const token = (start === 0 ? "" : prefix) + point + (end === piece.length ? suffix : "");
      const id = ids.get(token);
      const bytes = id === undefined && byteFallback ? fallbackIds(ids, token) : null;
      if (id !== undefined) put(id, start, end);
      else if (bytes !== null) for (const byte of bytes) put(byte, start, end);
      else if (unknownId !== undefined) {
        if (fuseUnknown && wasUnknown) symbols.at(-1)!.end = end;
        else put(unknownId, start, end);
      }
      wasUnknown = id === undefined && bytes === null;
      start = end;
    }
    return symbols;
  }

  function tokenizeAnew(piece: string): readonly PieceToken[] {
    if (ignoreMerges) {
      const id = ids.get(piece);
      if (id !== undefined) return [{ id, start: 0, end: piece.length }];
    }
    const symbols = symbolsOf(piece);
    joinPairs(symbols, merges);
    return symbols.filter(({ id }) => id >= 0).map(({ id, start, end }) => ({ id, start, end }));
  }

  function tokenize(piece: string): readonly PieceToken[] {
    if (piece.length > CACHED_LENGTH) return tokenizeAnew(piece);
    let tokens = cache.get(piece);
    if (tokens === undefined) {
      tokens = tokenizeAnew(piece);
      if (cache.size < CACHED_PIECES) cache.set(piece, tokens);
    }
    return tokens;
  }

  const isOfBytes = prefix === "" && suffix === "" && !ignoreMerges;
  return {
    ...lookUp(ids),
    tokenize,
    byteSpeller: () => (isOfBytes ? byteMerges(ids, rankedMerges(merges)) : null),
  };
}

function readMerges({ ids, merges, prefix }: BytePairSettings): ReadonlyMap<number, Merge> {
  const result = new Map<number, Merge>();
  for (const [rank, [left, right]] of merges.entries()) {
    const [first, second] = [ids.get(left), ids.get(right)];
    const joined = ids.get(left + right.slice(prefix.length));
    if (first === undefined || second === undefined || joined === undefined)
      throw new InvalidTokenizerError(`model.merges.${rank}`, `"${left} ${right}" joins what is not in the vocabulary`);
    result.set(keyOf(first, second), { rank, id: joined });
  }
  return result;
}

const MOST_IDS = 2 ** 26;

function keyOf(left: number, right: number): number {
  return left * MOST_IDS + right;
}

function* rankedMerges(merges: ReadonlyMap<number, Merge>): Iterable<RankedMerge> {
  for (const [key, merge] of merges) yield { left: Math.floor(key / MOST_IDS), right: key % MOST_IDS, ...merge };
}

/** Joins the pair of the lowest rank, the leftmost of equals, until none is left; joined symbols get the id -1. */
function joinPairs(symbols: PieceSymbol[], merges: ReadonlyMap<number, Merge>): void {
  /** The lowest rank first, of equals the leftmost. */
  const queue = createHeap<Queued>(
    (left, right) => left.rank < right.rank || (left.rank === right.rank && left.place < right.place),
  );
  const enqueue = (place: number) => {
    const left = symbols[place];
    const right = left === undefined ? undefined : symbols[left.after];
    if (left === undefined || right === undefined) return;
    const merge = merges.get(keyOf(left.id, right.id));
    if (merge !== undefined) queue.push({ rank: merge.rank, place, id: merge.id });
  };
  for (let place = 0; place + 1 < symbols.length; place++) enqueue(place);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const left = symbols[next.place]!;
    const right = symbols[left.after];
    if (left.id < 0 || right === undefined) continue;
    // The pair may have become another one since.
    const merge = merges.get(keyOf(left.id, right.id));
    if (merge?.id !== next.id || merge.rank !== next.rank) continue;
    left.id = merge.id;
    left.end = right.end;
    left.after = right.after;
    right.id = -1;
    if (left.after >= 0) symbols[left.after]!.before = next.place;
    enqueue(left.before);
    enqueue(next.place);
  }
}

interface Queued {
  readonly rank: number;
  readonly place: number;
  readonly id: number;
}
