/** @file The vocabulary of both kinds that join pairs: special tokens, single characters, then the most frequent pairs joined. */
import { type CountedWord, learnPairs } from "../learn-pairs.ts";
import type { LearnContext } from "./learn-kind.ts";

const MERGES_BETWEEN_REPORTS = 64;

/** What is joined, and how far. */
export interface JoinRules {
  readonly specials: readonly string[];
  /** The characters that words may be made of; others are left out. */
  readonly alphabet: Iterable<string>;
  /** Stands before tokens that don't begin a word; may be empty. */
  readonly prefix: string;
  /** Tokens at most. */
  readonly vocabularySize: number;
  /** Pairs that occur less often are not joined. */
  readonly minFrequency: number;
}

/** Tokens by their ids, and the pairs in the order in which they were joined. @throws CancelledError */
export function joinPairs(
  counts: ReadonlyMap<string, number>,
  { specials, alphabet, prefix, vocabularySize, minFrequency }: JoinRules,
  context: LearnContext,
): { readonly ids: ReadonlyMap<string, number>; readonly merges: readonly (readonly [string, string])[] } {
  const ids = new Map<string, number>();
  const idOf = (token: string) => {
    const known = ids.get(token);
    if (known !== undefined) return known;
    ids.set(token, ids.size);
    return ids.size - 1;
  };
  specials.forEach(idOf);
  const sorted = [...alphabet].toSorted((left, right) => left.codePointAt(0)! - right.codePointAt(0)!);
  sorted.forEach(idOf);
  if (prefix !== "") {
    const within = new Set(Array.from(counts.keys(), (word) => [...word].slice(1)).flat());
    for (const character of sorted) if (within.has(character)) idOf(prefix + character);
  }

  const merges: [string, string][] = [];
  const spelling = [...ids.keys()];
  learnPairs(symbolWords(counts, ids, prefix), {
    least: Math.max(1, minFrequency),
    isDone: () => ids.size >= vocabularySize,
    join(left, right) {
      if (merges.length % MERGES_BETWEEN_REPORTS === 0) {
        context.throwIfCancelled();
        context.progress({ task: "Joining pairs", done: ids.size, total: vocabularySize, unit: "tokens" });
      }
      const [first, second] = [spelling[left]!, spelling[right]!];
      merges.push([first, second]);
      const joined = first + second.slice(prefix.length);
      const id = idOf(joined);
      spelling[id] = joined;
      return id;
    },
  });
  context.progress({ task: "Joining pairs", done: ids.size, total: ids.size, unit: "tokens", finished: true });
  return { ids, merges };
}

/** The words as ids of their characters; those that are not in the alphabet are left out. */
function symbolWords(
  counts: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, number>,
  prefix: string,
): CountedWord[] {
  return Array.from(counts, ([word, count]) => ({
    count,
    symbols: Array.from(word, (character, at) => ids.get(at === 0 ? character : prefix + character)).filter(
      (id) => id !== undefined,
    ),
  }));
}
