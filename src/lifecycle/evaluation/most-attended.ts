/** @file Which words of an excerpt a model looked at most. */
import type { TokenAttention } from "../bundle/index.ts";
import type { AttendedWord } from "./report.ts";

/** Words that are marked in an excerpt. */
const mostWords = 5;
/** Half of all attention: what comes after is not marked. */
const enough = 0.5;
/** A word that gets less than so many times its even share is not marked. */
const timesEven = 2;

/**
 * Of the words that together get the first half of a text's attention, the strongest first, those in `[start, end)` of
 * the text and at least twice as strong as all words are on average; at most five, in reading order, placed in the excerpt.
 */
export function mostAttended(attention: readonly TokenAttention[], start: number, end: number): AttendedWord[] {
  const chosen: TokenAttention[] = [];
  let sum = 0;
  for (const word of attention.toSorted((left, right) => right.share - left.share || left.start - right.start)) {
    if (chosen.length === mostWords || sum >= enough || word.share * attention.length < timesEven) break;
    chosen.push(word);
    sum += word.share;
  }
  return chosen
    .filter((word) => word.start >= start && word.end <= end)
    .sort((left, right) => left.start - right.start)
    .map((word) => ({ start: word.start - start, end: word.end - start, share: word.share }));
}
