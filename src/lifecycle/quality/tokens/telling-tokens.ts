/** @file Tokens that tell one group of texts from another. */
import type { TokenCounts } from "./token-counts.ts";

/** The tokens whose log-odds of occurring differ most surely between two groups, those of `one` first, in standard deviations. */
export function tellingTokens({ tokens, token, counts, sizes }: TokenCounts, one: number, other: number, most: number) {
  const groups = sizes.length;
  const scored = Array.from({ length: tokens }, (_, index) => {
    const here = counts[index * groups + one]! + 0.5;
    const there = counts[index * groups + other]! + 0.5;
    const hereNot = sizes[one]! + 1 - here;
    const thereNot = sizes[other]! + 1 - there;
    const ratio = Math.log(here / hereNot) - Math.log(there / thereNot);
    return { index, score: ratio / Math.sqrt(1 / here + 1 / there + 1 / hereNot + 1 / thereNot) };
  });
  scored.sort((left, right) => Math.abs(right.score) - Math.abs(left.score) || left.index - right.index);
  return scored.slice(0, most).map(({ index, score }) => ({ token: token(index), score }));
}
