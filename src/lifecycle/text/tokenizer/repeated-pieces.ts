/**
 * @file The pieces that a unigram model begins with: what repeats in the words, found in their sorted suffixes as the inner
 * nodes of a suffix tree (Abouelhoda, Kurtz & Ohlebusch 2004, algorithm 4.4).
 */
import type { CountedCharacters } from "./counted-characters.ts";
import { sortSuffixes } from "./sort-suffixes.ts";

/**
 * Pieces by number: first every character, the frequent ones first, then what repeats, those that cover most first; and
 * where they occur.
 */
export interface RepeatedPieces {
  /** [alphabet] The piece of a rank; nothing at rank 0. */
  readonly pieceOfRank: Int32Array;
  /** [pieces] Characters of each. */
  readonly lengths: Uint8Array;
  /** [pieces] A place in the ranks where each occurs. */
  readonly places: Uint32Array;
  /** [pieces] How often a character occurs; of a longer piece its places in different words, times its length. */
  readonly weights: Float64Array;
  /** [ranks + 1] The pieces of two characters and more that begin at place `p` are `found[starts[p] … starts[p + 1]]`, short ones first. */
  readonly starts: Uint32Array;
  readonly found: Uint32Array;
}

/** Finds them: at most `most` pieces of at most `longest` characters. */
export function repeatedPieces(
  characters: CountedCharacters,
  { most, longest }: { readonly most: number; readonly longest: number },
): RepeatedPieces {
  const { ranks } = characters;
  const { order: characterOrder, weights: characterWeights, places: characterPlaces } = weighCharacters(characters);
  const letters = characterOrder.length;
  const suffixes = Uint32Array.from(ranks.keys()).filter((place) => ranks[place] !== 0);
  sortSuffixes(ranks, suffixes, longest + 1);
  const intervals = repeatedIntervals(ranks, suffixes, longest);
  const weightOf = (at: number) => (intervals.ends[at]! - intervals.starts[at]!) * intervals.depths[at]!;
  const chosen = Uint32Array.from(intervals.starts.keys())
    .sort(
      (left, right) =>
        weightOf(right) - weightOf(left) ||
        intervals.starts[right]! - intervals.starts[left]! ||
        intervals.depths[right]! - intervals.depths[left]!,
    )
    .subarray(0, Math.max(0, most - letters));

  const pieces = letters + chosen.length;
  const lengths = new Uint8Array(pieces).fill(1, 0, letters);
  const places = new Uint32Array(pieces);
  const weights = new Float64Array(pieces);
  const pieceOfRank = new Int32Array(characters.alphabet.length).fill(-1);
  for (const [piece, rank] of characterOrder.entries()) {
    pieceOfRank[rank] = piece;
    places[piece] = characterPlaces[rank]!;
    weights[piece] = characterWeights[rank]!;
  }
  for (const [number, interval] of chosen.entries()) {
    const piece = letters + number;
    lengths[piece] = intervals.depths[interval]!;
    places[piece] = suffixes[intervals.starts[interval]!]!;
    weights[piece] = weightOf(interval);
  }
  const occurrences = placeOccurrences(ranks.length, suffixes, intervals, chosen, letters, longest);
  return { pieceOfRank, lengths, places, weights, ...occurrences };
}

/** Ranks in the order of how often they occur, of equals the larger one first. */
function weighCharacters({ alphabet, ranks, starts, counts }: CountedCharacters) {
  const weights = new Float64Array(alphabet.length);
  const places = new Uint32Array(alphabet.length);
  for (let word = 0; word < counts.length; word++)
    for (let place = starts[word]!; place < starts[word + 1]! - 1; place++) {
      weights[ranks[place]!]! += counts[word]!;
      places[ranks[place]!] = place;
    }
  const order = Array.from(alphabet.keys())
    .slice(1)
    .toSorted((left, right) => weights[right]! - weights[left]! || right - left);
  return { order, weights, places };
}

/** Intervals of sorted suffixes that begin with the same `depth` characters, two different ones or ends following. */
interface Intervals {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly depths: Uint8Array;
}

function repeatedIntervals(ranks: Uint32Array, suffixes: Uint32Array, longest: number): Intervals {
  // A tree with n leaves has fewer than n inner nodes.
  const starts = new Uint32Array(suffixes.length);
  const ends = new Uint32Array(suffixes.length);
  const depths = new Uint8Array(suffixes.length);
  let found = 0;
  const open: { readonly depth: number; readonly start: number }[] = [];
  for (let at = 1; at <= suffixes.length; at++) {
    const shared = at < suffixes.length ? sharedLength(ranks, suffixes[at - 1]!, suffixes[at]!, longest) : 0;
    let start = at - 1;
    for (let top = open.at(-1); top !== undefined && top.depth > shared; top = open.at(-1)) {
      ({ start } = top);
      open.pop();
      if (top.depth < 2 || top.depth > longest) continue;
      starts[found] = start;
      ends[found] = at;
      depths[found++] = top.depth;
    }
    if ((open.at(-1)?.depth ?? 0) < shared) open.push({ depth: shared, start });
  }
  return { starts: starts.slice(0, found), ends: ends.slice(0, found), depths: depths.slice(0, found) };
}

/** Equal characters from two places on; more than `longest` where both words end with them, as no piece holds an end. */
function sharedLength(ranks: Uint32Array, left: number, right: number, longest: number): number {
  let length = 0;
  while (length <= longest && ranks[left + length] === ranks[right + length]) {
    if (ranks[left + length] === 0) return longest + 1;
    length++;
  }
  return length;
}

function placeOccurrences(
  size: number,
  suffixes: Uint32Array,
  { starts: firsts, ends, depths }: Intervals,
  chosen: Uint32Array,
  letters: number,
  longest: number,
): Pick<RepeatedPieces, "starts" | "found"> {
  const starts = new Uint32Array(size + 1);
  for (const interval of chosen)
    for (let at = firsts[interval]!; at < ends[interval]!; at++) starts[suffixes[at]! + 1]!++;
  for (let place = 0; place < size; place++) starts[place + 1]! += starts[place]!;
  const found = new Uint32Array(starts[size]!);
  const next = starts.slice();
  for (let depth = 2; depth <= longest; depth++)
    for (const [number, interval] of chosen.entries()) {
      if (depths[interval] !== depth) continue;
      for (let at = firsts[interval]!; at < ends[interval]!; at++) found[next[suffixes[at]!]!++] = letters + number;
    }
  return { starts, found };
}
