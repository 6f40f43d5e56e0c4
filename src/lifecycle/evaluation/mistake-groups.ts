/** @file The mistakes by which label was taken for which, with the words that go with each mix-up. */
import { fisherUpperTail } from "../metrics/index.ts";
import { type DocumentTerms, type TextColumn, textAt } from "../text/index.ts";
import type { MixUp } from "./mix-ups.ts";
import type { MistakeGroup } from "./report.ts";

/** Groups that are reported, words and examples of each, characters of an example. */
const mostGroups = 20;
const mostWords = 6;
const mostExamples = 3;
const excerptLength = 160;
/** A word must be in so many of a group's mistakes, and this unlikely to be so by chance. */
const leastMistakes = 3;
const leastSure = 0.001;

/** The most frequent groups, with their words and surest examples. */
export function mistakeGroups(groups: readonly MixUp[], texts: TextColumn, terms: DocumentTerms): MistakeGroup[] {
  const all = groups.reduce((sum, { wrong }) => sum + wrong.length, 0);
  return groups
    .toSorted((left, right) => right.wrong.length - left.wrong.length)
    .slice(0, mostGroups)
    .map(({ label, prediction, wrong, right }) => ({
      label,
      prediction,
      mistakes: wrong.length,
      share: wrong.length / all,
      words: tellingWords(
        terms,
        wrong.map(({ row }) => row),
        right,
      ),
      examples: wrong
        .toSorted((left, right) => right.score - left.score || left.row - right.row)
        .slice(0, mostExamples)
        .map(({ row, score }) => ({ row, excerpt: beginning(textAt(texts, row)), score })),
    }));
}

function tellingWords(terms: DocumentTerms, wrong: readonly number[], right: readonly number[]): MistakeGroup["words"] {
  const wrongCounts = countTerms(terms, wrong);
  const rightCounts = countTerms(terms, right);
  const total = wrong.length + right.length;
  return [...wrongCounts]
    .filter(([column, mistakes]) => mistakes >= leastMistakes && !terms.termAt(column).includes(" "))
    .map(([column, mistakes]) => {
      const rightAnswers = rightCounts.get(column) ?? 0;
      return {
        column,
        mistakes,
        rightAnswers,
        pValue: fisherUpperTail(mistakes, mistakes + rightAnswers, wrong.length, total),
      };
    })
    .filter(({ pValue }) => pValue < leastSure)
    .sort((left, right) => left.pValue - right.pValue || right.mistakes - left.mistakes || left.column - right.column)
    .slice(0, mostWords)
    .map(({ column, mistakes, rightAnswers }) => ({ word: terms.termAt(column), mistakes, rightAnswers }));
}

function countTerms({ rows: { offsets, indices } }: DocumentTerms, rows: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows)
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++)
      counts.set(indices[entry]!, (counts.get(indices[entry]!) ?? 0) + 1);
  return counts;
}

function beginning(text: string): string {
  if (text.length <= excerptLength) return text;
  const code = text.charCodeAt(excerptLength - 1);
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? excerptLength - 1 : excerptLength)}…`;
}
