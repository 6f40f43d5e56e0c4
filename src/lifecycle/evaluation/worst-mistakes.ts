/** @file The mistakes the model was surest of, each with the words that led it there. */
import { ignoreProgress, type Progress } from "../../foundation/index.ts";
import type { Predictor, TokenAttention } from "../bundle/index.ts";
import type { ScoredRows } from "../metrics/index.ts";
import { type TextColumn, textAt } from "../text/index.ts";
import { mostAttended } from "./most-attended.ts";
import type { InfluentialWord, Mistake } from "./report.ts";
import { type WeighedText, type WordInfluence, wordInfluences } from "./word-influence.ts";

/** Characters of a text that are shown. */
const excerptLength = 500;
/** Different words that are highlighted in an excerpt, wherever they stand. */
const mostHighlights = 12;
/** Words that matter less are not highlighted: absolutely, and as a share of the strongest. */
const leastInfluence = 0.01;
const leastShare = 0.05;

/** How mistakes are shown. */
export interface MistakeOptions {
  readonly most: number;
  /** For the words that mattered. */
  readonly predictor?: Predictor | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Finds the `most` mistakes whose true label got the lowest probability, the worst first. */
export async function worstMistakes(
  rows: ScoredRows,
  labels: readonly string[],
  texts: TextColumn,
  options: MistakeOptions,
): Promise<Mistake[]> {
  const { most } = options;
  const { classes, labelIds, predictedIds, probabilities } = rows;
  const labelScore = (row: number) => probabilities[row * classes + labelIds[row]!]!;
  const worst = Array.from(labelIds.keys())
    .filter((row) => labelIds[row] !== predictedIds[row])
    .sort((left, right) => labelScore(left) - labelScore(right) || left - right)
    .slice(0, most);
  const weighed = worst.map((row) => ({
    text: textAt(texts, row),
    predictedId: predictedIds[row]!,
    labelId: labelIds[row]!,
  }));
  const excerpts = await weighedExcerpts(weighed, options);
  return worst.map((row, index) => ({
    row,
    ...excerpts[index]!,
    label: labels[labelIds[row]!]!,
    prediction: labels[predictedIds[row]!]!,
    score: probabilities[row * classes + predictedIds[row]!]!,
    labelScore: labelScore(row),
  }));
}

/** Of each text the part that mattered most. */
export async function weighedExcerpts(
  weighed: readonly WeighedText[],
  { predictor, progress = ignoreProgress, signal }: MistakeOptions,
): Promise<ReturnType<typeof excerpt>[]> {
  const task = "Weighing words";
  const total = weighed.length;
  const influences =
    predictor === undefined
      ? []
      : await wordInfluences(predictor, weighed, {
          signal,
          onText: (done) => progress({ task, done, total, unit: "mistakes" }),
        });
  progress({ task, done: total, total, unit: "mistakes", finished: true });
  const excerpts: ReturnType<typeof excerpt>[] = [];
  for (const [index, { text }] of weighed.entries())
    excerpts.push(excerpt(text, influences[index] ?? [], await predictor?.attentionOf?.(text)));
  return excerpts;
}

/** The part of a text with the most influence, and its words that mattered most, or got most of the attention. */
export function excerpt(
  text: string,
  influences: readonly WordInfluence[],
  attention?: readonly TokenAttention[] | undefined,
): Pick<Mistake, "excerpt" | "cut" | "words" | "attended"> {
  const [start, end] = excerptRange(text, influences);
  const inside = influences.filter((word) => word.start >= start && word.end <= end);
  const strength = ({ influence }: WordInfluence) => Math.abs(influence);
  const strongest = inside.reduce((most, word) => Math.max(most, strength(word)), 0);
  const enough = Math.max(leastInfluence, leastShare * strongest);
  const ranked = inside.toSorted((left, right) => strength(right) - strength(left));
  const terms = new Set(ranked.filter((word) => strength(word) >= enough).map(({ term }) => term));
  const shown = new Set([...terms].slice(0, mostHighlights));
  const words: InfluentialWord[] = inside
    .filter(({ term }) => shown.has(term))
    .map((word) => ({ start: word.start - start, end: word.end - start, influence: word.influence }));
  return {
    excerpt: text.slice(start, end),
    cut: [start > 0, end < text.length],
    words,
    ...(attention === undefined ? {} : { attended: mostAttended(attention, start, end) }),
  };
}

function excerptRange(text: string, influences: readonly WordInfluence[]): readonly [start: number, end: number] {
  if (text.length <= excerptLength) return [0, text.length];
  let best = 0;
  let bestSum = 0;
  let sum = 0;
  let last = 0;
  influences.forEach((first, index) => {
    if (index > 0) sum -= Math.abs(influences[index - 1]!.influence);
    while (last < influences.length && influences[last]!.end - first.start <= excerptLength)
      sum += Math.abs(influences[last++]!.influence);
    if (sum <= bestSum * (1 + 1e-9)) return;
    best = first.start;
    bestSum = sum;
  });
  const start = Math.min(best, text.length - excerptLength);
  return [onBoundary(text, start), onBoundary(text, start + excerptLength)];
}

/** Never between the halves of a surrogate pair. */
function onBoundary(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
