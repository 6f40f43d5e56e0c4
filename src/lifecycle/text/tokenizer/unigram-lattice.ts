/**
 * @file All ways to cut words into pieces: how often each piece is expected to occur (the E step; forward and backward
 * sums), and the likeliest way (Viterbi).
 */
import type { CountedCharacters } from "./counted-characters.ts";
import type { RepeatedPieces } from "./repeated-pieces.ts";

/** Number of the piece that stands for a character that is no piece any more. */
export const UNKNOWN = -1;

/** Words and the pieces that are left, which only become fewer. */
export interface UnigramLattice {
  readonly characters: CountedCharacters;
  readonly pieces: RepeatedPieces;
  /** [pieces] Log-probabilities; negative infinity for those that are gone. */
  readonly scores: Float64Array;
  /** Log-probability of a character that is no piece. */
  readonly unknownScore: number;
  /** [ranks] How many of the pieces found at a place are left; they come first there. */
  readonly left: Uint8Array;
}

/** Begins with all pieces. */
export function openLattice(characters: CountedCharacters, pieces: RepeatedPieces): UnigramLattice {
  const { starts, weights } = pieces;
  const left = new Uint8Array(characters.ranks.length);
  for (let place = 0; place < left.length; place++) left[place] = starts[place + 1]! - starts[place]!;
  const total = Math.log(weights.reduce((sum, weight) => sum + weight, 0));
  return { characters, pieces, left, ...scored(weights.map((weight) => Math.log(weight) - total)) };
}

/** How much less likely than the least likely piece a character without one is. */
const UNKNOWN_PENALTY = 10;

/** The lattice with other scores; pieces without any (negative infinity) leave it for good. */
export function rescore(lattice: UnigramLattice, scores: Float64Array): UnigramLattice {
  const { pieces, left } = lattice;
  for (let place = 0; place < left.length; place++) {
    const start = pieces.starts[place]!;
    let kept = 0;
    for (let at = start; at < start + left[place]!; at++) {
      const piece = pieces.found[at]!;
      if (scores[piece] !== Number.NEGATIVE_INFINITY) pieces.found[start + kept++] = piece;
    }
    left[place] = kept;
  }
  return { ...lattice, ...scored(scores) };
}

function scored(scores: Float64Array): Pick<UnigramLattice, "scores" | "unknownScore"> {
  let least = Number.POSITIVE_INFINITY;
  for (const score of scores) if (score < least && score !== Number.NEGATIVE_INFINITY) least = score;
  return { scores, unknownScore: least - UNKNOWN_PENALTY };
}

const WORDS_BETWEEN_REPORTS = 4096;

/** How often each piece is expected in all words, each counted as often as it occurs: [pieces]. */
export function expectedCounts(lattice: UnigramLattice, report: (word: number) => void): Float64Array {
  const { characters, pieces, scores, unknownScore, left } = lattice;
  const { ranks, starts, counts } = characters;
  const expected = new Float64Array(scores.length);
  const tilted = scores.map((score, piece) => Math.exp(score + TILT * pieces.lengths[piece]!));
  const unknown = Math.exp(unknownScore + TILT);
  const longest = longestWord(starts);
  const before = new Float64Array(longest + 1);
  const behind = new Float64Array(longest + 1);
  for (let word = 0; word < counts.length; word++) {
    if (word % WORDS_BETWEEN_REPORTS === 0) report(word);
    const start = starts[word]!;
    const length = starts[word + 1]! - 1 - start;
    before.fill(0, 1, length + 1);
    before[0] = 1;
    for (let at = 0; at < length; at++) {
      const own = before[at]!;
      const single = pieces.pieceOfRank[ranks[start + at]!]!;
      before[at + 1]! += own * (tilted[single] || unknown);
      const first = pieces.starts[start + at]!;
      for (let edge = first; edge < first + left[start + at]!; edge++) {
        const piece = pieces.found[edge]!;
        before[at + pieces.lengths[piece]!]! += own * tilted[piece]!;
      }
    }
    const total = before[length]!;
    if (!(total > SMALLEST && total < 1 / SMALLEST)) {
      addExpectedByLogarithms(lattice, word, expected);
      continue;
    }
    const share = counts[word]! / total;
    behind[length] = 1;
    for (let at = length - 1; at >= 0; at--) {
      const own = before[at]! * share;
      const single = pieces.pieceOfRank[ranks[start + at]!]!;
      let sum = behind[at + 1]! * (tilted[single] || unknown);
      if (tilted[single]! > 0) expected[single]! += own * sum;
      const first = pieces.starts[start + at]!;
      for (let edge = first; edge < first + left[start + at]!; edge++) {
        const piece = pieces.found[edge]!;
        const path = tilted[piece]! * behind[at + pieces.lengths[piece]!]!;
        expected[piece]! += own * path;
        sum += path;
      }
      behind[at] = sum;
    }
  }
  return expected;
}

/** Makes probabilities larger by e^TILT a character, which cancels out, so that products over a word don't become 0. */
const TILT = 3;
/** Sums of a word between this and its inverse are exact enough; others are made again from logarithms. */
const SMALLEST = 1e-150;

/** The same for one word of any length. */
export function addExpectedByLogarithms(lattice: UnigramLattice, word: number, expected: Float64Array): void {
  const { characters, scores } = lattice;
  const start = characters.starts[word]!;
  const length = characters.starts[word + 1]! - 1 - start;
  const before = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
  const behind = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
  before[0] = 0;
  behind[length] = 0;
  for (let at = 0; at < length; at++)
    visitPieces(lattice, start + at, (_, size, score) => {
      before[at + size] = addLogarithms(before[at + size]!, before[at]! + score);
    });
  for (let at = length - 1; at >= 0; at--)
    visitPieces(lattice, start + at, (piece, size, score) => {
      const path = score + behind[at + size]!;
      behind[at] = addLogarithms(behind[at]!, path);
      if (piece !== UNKNOWN && scores[piece] !== Number.NEGATIVE_INFINITY)
        expected[piece]! += characters.counts[word]! * Math.exp(before[at]! + path - before[length]!);
    });
}

function addLogarithms(left: number, right: number): number {
  if (left === Number.NEGATIVE_INFINITY) return right;
  return Math.max(left, right) + Math.log1p(Math.exp(-Math.abs(left - right)));
}

/** The pieces that begin at a place of the ranks, the longest first. */
function visitPieces(
  { characters, pieces, scores, unknownScore, left }: UnigramLattice,
  place: number,
  visit: (piece: number, size: number, score: number) => void,
): void {
  const single = pieces.pieceOfRank[characters.ranks[place]!]!;
  const hasSingle = scores[single] !== Number.NEGATIVE_INFINITY;
  visit(hasSingle ? single : UNKNOWN, 1, hasSingle ? scores[single]! : unknownScore);
  const first = pieces.starts[place]!;
  for (let edge = first; edge < first + left[place]!; edge++) {
    const piece = pieces.found[edge]!;
    visit(piece, pieces.lengths[piece]!, scores[piece]!);
  }
}

/** How often each piece occurs where each word is cut in its likeliest way: [pieces], and what is unknown. */
export function likeliestCounts(
  lattice: UnigramLattice,
  report: (word: number) => void,
): { readonly counts: Float64Array; readonly unknown: number } {
  const { starts, counts } = lattice.characters;
  const found = new Float64Array(lattice.scores.length);
  let unknown = 0;
  const path = createPath(longestWord(starts));
  for (let word = 0; word < counts.length; word++) {
    if (word % WORDS_BETWEEN_REPORTS === 0) report(word);
    const start = starts[word]!;
    const length = starts[word + 1]! - 1 - start;
    findPath(lattice, start, length, UNKNOWN, path);
    for (let end = length; end > 0; end = path.from[end]!) {
      const piece = path.pieces[end]!;
      if (piece === UNKNOWN) unknown += counts[word]!;
      else found[piece]! += counts[word]!;
    }
  }
  return { counts: found, unknown };
}

/**
 * What takes a piece's place where it is gone: the likeliest other way to cut it, `UNKNOWN` among the pieces; `null` where
 * that is as likely as the piece itself.
 */
export function secondBest(lattice: UnigramLattice, piece: number): readonly number[] | null {
  const { lengths, places } = lattice.pieces;
  const length = lengths[piece]!;
  const path = createPath(length);
  findPath(lattice, places[piece]!, length, piece, path);
  if (path.scores[length]! > lattice.scores[piece]!) return null;
  const pieces: number[] = [];
  for (let end = length; end > 0; end = path.from[end]!) pieces.push(path.pieces[end]!);
  return pieces.reverse();
}

interface Path {
  /** [characters + 1] By where a piece ends: the best score, where the piece begins, and which one it is. */
  readonly scores: Float64Array;
  readonly from: Int32Array;
  readonly pieces: Int32Array;
}

function createPath(longest: number): Path {
  return {
    scores: new Float64Array(longest + 1),
    from: new Int32Array(longest + 1),
    pieces: new Int32Array(longest + 1),
  };
}

/** Of equally likely pieces the longest. */
function findPath(
  { characters, pieces, scores, unknownScore, left }: UnigramLattice,
  start: number,
  length: number,
  without: number,
  path: Path,
): void {
  path.scores.fill(Number.NEGATIVE_INFINITY, 1, length + 1);
  path.scores[0] = 0;
  for (let at = 0; at < length; at++) {
    const own = path.scores[at]!;
    const single = pieces.pieceOfRank[characters.ranks[start + at]!]!;
    const hasSingle = scores[single] !== Number.NEGATIVE_INFINITY;
    const score = own + (hasSingle ? scores[single]! : unknownScore);
    if (score > path.scores[at + 1]!) {
      path.scores[at + 1] = score;
      path.from[at + 1] = at;
      path.pieces[at + 1] = hasSingle ? single : UNKNOWN;
    }
    const first = pieces.starts[start + at]!;
    for (let edge = first; edge < first + left[start + at]!; edge++) {
      const piece = pieces.found[edge]!;
      const end = at + pieces.lengths[piece]!;
      if (end > length) break;
      const reached = own + scores[piece]!;
      if (reached <= path.scores[end]! || piece === without) continue;
      path.scores[end] = reached;
      path.from[end] = at;
      path.pieces[end] = piece;
    }
  }
}

function longestWord(starts: Uint32Array): number {
  let longest = 0;
  for (let word = 0; word + 1 < starts.length; word++)
    longest = Math.max(longest, starts[word + 1]! - 1 - starts[word]!);
  return longest;
}
