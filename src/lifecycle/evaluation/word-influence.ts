/**
 * @file Which words a mistake stood on: leave one out, and see how far the odds of the prediction against the true label
 * fall. Odds still move where a probability is all but 1.
 */
import type { Predictor } from "../bundle/index.ts";
import { textColumn } from "../text/index.ts";

/** A word of a text, with what leaving it out everywhere does. */
export interface WordInfluence {
  /** The word in lower case. */
  readonly term: string;
  /** Where it stands, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** By how much ln(prediction's probability / true label's probability) falls without the word. */
  readonly influence: number;
}

/**
 * A text whose words are weighed for its prediction and against its true label; for one label and against its opposite
 * where `labelId` is null, or the other way round where `predictedId` is.
 */
export interface WeighedText {
  readonly text: string;
  readonly predictedId: number | null;
  readonly labelId: number | null;
}

/** Different words of a text that are tried; later ones have no influence. */
const mostWords = 200;
/** Texts scored at once. */
const batch = 2048;
/** Added to both probabilities: single precision tells no smaller ones from 0 beside 1. */
const floor = 1e-7;

/** The words of a text, in any script, in reading order. */
function words(text: string): { readonly term: string; readonly start: number; readonly end: number }[] {
  const segmenter = new Intl.Segmenter("und", { granularity: "word" });
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({ term: segment.toLowerCase(), start: index, end: index + segment.length }));
}

/** Weighs the words of each text, every occurrence of a word together. One list per text, in reading order. */
export async function wordInfluences(
  predictor: Predictor,
  texts: readonly WeighedText[],
  options: { readonly signal?: AbortSignal | undefined; readonly onText?: (done: number) => void } = {},
): Promise<WordInfluence[][]> {
  const found: WordInfluence[][] = [];
  for (const { text, predictedId, labelId } of texts) {
    const spans = words(text);
    const terms = [...new Set(spans.map(({ term }) => term))].slice(0, mostWords);
    const variants = [
      text,
      ...terms.map((term) =>
        without(
          text,
          spans.filter((span) => span.term === term),
        ),
      ),
    ];
    const odds = await logOdds(predictor, variants, predictedId, labelId, options.signal);
    const influence = new Map(terms.map((term, index) => [term, odds[0]! - odds[index + 1]!]));
    found.push(spans.map((span) => ({ ...span, influence: influence.get(span.term) ?? 0 })));
    options.onText?.(found.length);
  }
  return found;
}

async function logOdds(
  predictor: Predictor,
  texts: readonly string[],
  forId: number | null,
  againstId: number | null,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const classes = predictor.labels.length;
  const odds: number[] = [];
  for (let start = 0; start < texts.length; start += batch) {
    const column = textColumn(texts.slice(start, start + batch));
    const probabilities = await predictor.score(column, { signal });
    for (let row = 0; row < column.length; row++) {
      const base = row * classes;
      const of = (id: number | null, opposite: number | null) =>
        id === null ? 1 - probabilities[base + opposite!]! : probabilities[base + id]!;
      odds.push(Math.log((of(forId, againstId) + floor) / (of(againstId, forId) + floor)));
    }
  }
  return odds;
}

function without(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let rest = "";
  let from = 0;
  for (const { start, end } of spans) {
    rest += text.slice(from, start);
    from = end;
  }
  return rest + text.slice(from);
}
