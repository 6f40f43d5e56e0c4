/** @file Where the model is worst, and what it mixes up. */
import { formatCount, formatFigure, formatProbability, formatShare } from "../number-format.ts";
import type { MistakeGroup, WeakSlices } from "../report.ts";
import { html, type Markup } from "./markup.ts";
import { scrollable } from "./scrollable.ts";

const kinds = { term: "with", length: "of", language: "in" } as const;

/** Parts that were found, with their share of mistakes beside all others'. */
export function weakSliceTable({ slices, tested, minimumSupport }: WeakSlices): Markup {
  if (slices.length === 0)
    return html`<p class="note">Of ${formatCount(tested)} words, pairs of words, lengths and languages with at least ${formatCount(minimumSupport)} examples, none is surely worse than the rest.</p>`;
  const rows = slices.map(
    ({ kind, value, rows: count, mistakes, errorRate, otherErrorRate, adjustedPValue }) =>
      html`<tr><td>${kinds[kind]}</td><th scope="row" dir="auto">${value}</th><td class="number">${formatCount(count)}</td><td class="number">${formatCount(mistakes)}</td><td class="number">${formatShare(errorRate)}</td><td class="number">${formatShare(otherErrorRate)}</td><td class="number">${formatProbability(adjustedPValue)}</td></tr>`,
  );
  return html`<p class="note">Found among ${formatCount(tested)} words, pairs of words, lengths and languages with at least ${formatCount(minimumSupport)} examples; p after Holm's correction.</p>${scrollable(
    "Where it is worst",
    html`<table><thead><tr><th scope="col" colspan="2">Texts</th><th scope="col" class="number">Examples</th><th scope="col" class="number">Mistakes</th><th scope="col" class="number">Wrong here</th><th scope="col" class="number">Elsewhere</th><th scope="col" class="number">p</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}`;
}

/** Each mix-up with its words and surest examples; folded but for the first. */
export function mistakeGroupList(groups: readonly MistakeGroup[]): Markup {
  return html`${groups.map(
    ({ label, prediction, mistakes, share, words, examples }, index) =>
      html`<details class="group"${index === 0 && html` open`}><summary><strong dir="auto">${label}</strong> taken for <strong class="wrong" dir="auto">${prediction}</strong> <span class="figure">${formatCount(mistakes)} (${formatShare(share)} of all mistakes)</span></summary>${
        words.length > 0 &&
        html`<p class="note">More often than where “${label}” is found: ${words.map(
          ({ word, mistakes: here, rightAnswers }, place) =>
            html`${place > 0 && ", "}<b dir="auto">${word}</b> (${formatCount(here)} against ${formatCount(rightAnswers)})`,
        )}</p>`
      }<ul class="examples">${examples.map(
        ({ row, excerpt, score }) =>
          html`<li><span class="figure">${formatFigure(score)}</span> <span dir="auto">${excerpt}</span> <span class="row">example ${formatCount(row + 1)}</span></li>`,
      )}</ul></details>`,
  )}`;
}
