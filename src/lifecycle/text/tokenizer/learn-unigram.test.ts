/** @file What Unigram learning is made of, against slow and plain ways to find the same. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CountedCharacters, countedCharacters } from "./counted-characters.ts";
import { digamma, learnPieces } from "./learn-unigram.ts";
import { type RepeatedPieces, repeatedPieces } from "./repeated-pieces.ts";
import {
  addExpectedByLogarithms,
  expectedCounts,
  likeliestCounts,
  openLattice,
  secondBest,
} from "./unigram-lattice.ts";

const words = new Map([
  ["banana", 3],
  ["bandana", 2],
  ["ananas", 1],
  ["mañana𝒳𝒳", 2],
  ["na".repeat(60), 1],
]);
const context = { progress() {}, throwIfCancelled() {} };
const bounds = { most: 1000, longest: 5 };

const spell = (characters: CountedCharacters, pieces: RepeatedPieces, piece: number, place = pieces.places[piece]!) =>
  Array.from(
    characters.ranks.subarray(place, place + pieces.lengths[piece]!),
    (rank) => characters.alphabet[rank],
  ).join("");

/** What occurs at least twice, and once before something else than the other time; by all substrings. */
function plainPieces(): Map<string, number> {
  const followers = new Map<string, { places: number; next: Set<string> }>();
  for (const word of words.keys()) {
    const letters = [...word, ""];
    for (let start = 0; start < letters.length - 1; start++)
      for (let end = start + 2; end < letters.length && end - start <= bounds.longest; end++) {
        const piece = letters.slice(start, end).join("");
        const found = followers.get(piece) ?? { places: 0, next: new Set() };
        found.places++;
        found.next.add(letters[end]!);
        followers.set(piece, found);
      }
  }
  return new Map([...followers].filter(([, { next }]) => next.size > 1).map(([piece, { places }]) => [piece, places]));
}

describe("learning Unigram", () => {
  const characters = countedCharacters(words);
  const pieces = repeatedPieces(characters, bounds);

  test("pieces to begin with are those that repeat before different characters, and are found where they occur", () => {
    const letters = characters.alphabet.length - 1;
    const expected = plainPieces();
    const found = Array.from(pieces.lengths.keys()).slice(letters);
    assert.deepEqual(new Set(found.map((piece) => spell(characters, pieces, piece))), new Set(expected.keys()));
    for (const piece of found) {
      const spelling = spell(characters, pieces, piece);
      assert.equal(pieces.weights[piece], expected.get(spelling)! * [...spelling].length);
    }
    for (let place = 0; place < characters.ranks.length; place++)
      for (let at = pieces.starts[place]!; at < pieces.starts[place + 1]!; at++) {
        const piece = pieces.found[at]!;
        assert.equal(spell(characters, pieces, piece, place), spell(characters, pieces, piece));
      }
    assert.deepEqual(
      Array.from(pieces.weights.keys()).slice(letters),
      found.toSorted((left, right) => pieces.weights[right]! - pieces.weights[left]! || left - right),
    );
  });

  test("expected counts are those of all ways to cut, however long the word", () => {
    const lattice = openLattice(characters, pieces);
    const expected = expectedCounts(lattice, () => {});
    const byLogarithms = new Float64Array(expected.length);
    for (let word = 0; word < characters.counts.length; word++) addExpectedByLogarithms(lattice, word, byLogarithms);
    for (const [piece, count] of expected.entries())
      assert.ok(Math.abs(count - byLogarithms[piece]!) < 1e-10 * (1 + count), `${count}, ${byLogarithms[piece]}`);
    const spelt = expected.reduce((sum, count, piece) => sum + count * pieces.lengths[piece]!, 0);
    const total = [...words].reduce((sum, [word, count]) => sum + [...word].length * count, 0);
    assert.ok(Math.abs(spelt - total) < 1e-9, `${spelt} characters of ${total}`);

    const scores = new Map(
      Array.from(lattice.scores, (score, piece) => [spell(characters, pieces, piece), score] as const),
    );
    const one = countedCharacters(new Map([["banana", 1]]));
    const ways = waysToCut("banana", scores);
    const sum = ways.reduce((left, way) => left + way.probability, 0);
    const banana = characters.counts.findIndex(
      (_, word) => spellWord(characters, word) === spellWord(one, 0) && characters.counts[word] === 3,
    );
    const own = new Float64Array(expected.length);
    addExpectedByLogarithms(lattice, banana, own);
    for (const [piece, count] of own.entries()) {
      const uses = (way: readonly string[]) => way.filter((part) => part === spell(characters, pieces, piece)).length;
      const plain = ways.reduce((left, way) => left + (way.probability / sum) * uses(way.parts) * 3, 0);
      assert.ok(Math.abs(count - plain) < 1e-10);
    }
  });

  test("the likeliest ways spell every word, and what replaces a piece spells it", () => {
    const lattice = openLattice(characters, pieces);
    const { counts, unknown } = likeliestCounts(lattice, () => {});
    assert.equal(unknown, 0);
    const spelt = counts.reduce((sum, count, piece) => sum + count * pieces.lengths[piece]!, 0);
    assert.equal(
      spelt,
      [...words].reduce((sum, [word, count]) => sum + [...word].length * count, 0),
    );
    for (let piece = characters.alphabet.length - 1; piece < pieces.lengths.length; piece++) {
      const others = secondBest(lattice, piece);
      if (others === null) continue;
      assert.ok(!others.includes(piece));
      assert.equal(others.map((other) => spell(characters, pieces, other)).join(""), spell(characters, pieces, piece));
    }
  });

  test("as many pieces as are wanted, all characters among them, probabilities that sum up to no more than one", () => {
    const learnt = learnPieces(characters, 12, context);
    assert.equal(learnt.length, 12);
    const known = new Set(learnt.map(([piece]) => piece));
    for (const character of characters.alphabet.slice(1)) assert.ok(known.has(character), character);
    assert.ok(learnt.some(([piece]) => [...piece].length > 1));
    assert.ok(learnt.reduce((sum, [, score]) => sum + Math.exp(score), 0) <= 1.05);
    assert.deepEqual(learnPieces(countedCharacters(new Map([...words].reverse())), 12, context), learnt);
    assert.equal(learnPieces(characters, 2, context).length, characters.alphabet.length - 1);
  });

  test("digamma", () => {
    for (const [value, expected] of [
      [1, -0.5772156649015329],
      [0.5, -1.9635100260214235],
      [10, 2.251752589066721],
      [1e6, 13.815510057964191],
    ] as const)
      assert.ok(Math.abs(digamma(value) - expected) < 1e-9);
  });
});

function spellWord({ ranks, starts, alphabet }: CountedCharacters, word: number): string {
  return Array.from(ranks.subarray(starts[word], starts[word + 1]! - 1), (rank) => alphabet[rank]).join("");
}

function waysToCut(word: string, scores: ReadonlyMap<string, number>): { parts: string[]; probability: number }[] {
  if (word === "") return [{ parts: [], probability: 1 }];
  return Array.from(word, (_, at) => word.slice(0, at + 1)).flatMap((piece) => {
    const score = scores.get(piece);
    if (score === undefined) return [];
    return waysToCut(word.slice(piece.length), scores).map(({ parts, probability }) => ({
      parts: [piece, ...parts],
      probability: probability * Math.exp(score),
    }));
  });
}
