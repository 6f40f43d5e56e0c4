/**
 * @file Words that tell labels apart: log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi & Quinn
 * 2008, "Fightin' Words", equations 16, 18 and 22), each label against all others, the prior being the words of all labels.
 */
import type { WordCounts } from "./word-counts.ts";

/** A word and how strongly it speaks for a label. */
export interface TellingWord {
  readonly word: string;
  /** Occurrences under this label and under all others. */
  readonly count: number;
  readonly otherCount: number;
  /** The log-odds ratio divided by its standard deviation. */
  readonly score: number;
}

/** The prior's weight, in words. */
const PRIOR_WORDS = 1000;

/** A word under 1.96 may be chance. */
const LEAST_SCORE = 1.96;

/** The `most` most telling words of each of the first `labels` labels. */
export function tellingWords(wordCounts: WordCounts, labels: number, most: number): TellingWord[][] {
  const totals = new Float64Array(labels);
  let all = 0;
  wordCounts.visit((_, counts) => {
    for (let label = 0; label < Math.min(labels, counts.length); label++) {
      totals[label]! += counts[label]!;
      all += counts[label]!;
    }
  });
  const best: TellingWord[][] = Array.from({ length: labels }, () => []);
  const prior = Math.min(PRIOR_WORDS, all);
  wordCounts.visit((word, counts) => {
    let inAll = 0;
    for (const count of counts) inAll += count;
    const priorCount = (prior * inAll) / all;
    for (let label = 0; label < Math.min(labels, counts.length); label++) {
      const count = counts[label]!;
      if (count < 2) continue;
      const otherCount = inAll - count;
      const here = count + priorCount;
      const there = otherCount + priorCount;
      const ratio =
        Math.log(here / (totals[label]! + prior - here)) - Math.log(there / (all - totals[label]! + prior - there));
      const score = ratio / Math.sqrt(1 / here + 1 / there);
      if (score >= LEAST_SCORE) keepBest(best[label]!, { word, count, otherCount, score }, most);
    }
  });
  return best;
}

function keepBest(list: TellingWord[], entry: TellingWord, most: number): void {
  const isBetter = (left: TellingWord, right: TellingWord) =>
    left.score > right.score || (left.score === right.score && left.word < right.word);
  if (list.length === most && !isBetter(entry, list[most - 1]!)) return;
  let at = list.length;
  while (at > 0 && isBetter(entry, list[at - 1]!)) at--;
  list.splice(at, 0, entry);
  if (list.length > most) list.pop();
}
