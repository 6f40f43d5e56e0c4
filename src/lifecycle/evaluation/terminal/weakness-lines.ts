/** @file Where the model is worst and what it mixes up, for a terminal. */
import { formatCount, formatProbability, formatShare } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import { cutToWidth, oneLine, wrapWords } from "./display-width.ts";
import type { Paint } from "./paint.ts";
import { type Cell, textTable } from "./text-table.ts";

/** Groups shown here; the HTML report has them all. */
const groupsShown = 5;

/** The found slices, or a line that says that there are none. */
export function weakSliceLines({ weakSlices }: EvaluationReport, paint: Paint, width: number): string[] {
  if (weakSlices === undefined) return [];
  const { slices, tested, minimumSupport } = weakSlices;
  const among = `${formatCount(tested)} words, pairs of words, lengths and languages with ${formatCount(minimumSupport)} examples or more`;
  if (slices.length === 0)
    return wrapWords(`Nowhere surely worse than elsewhere, among ${among}.`, width - 2).map((line) =>
      paint.dim(`  ${line}`),
    );
  const columns = [
    { title: "Texts", align: "left" },
    { title: "Examples", align: "right" },
    { title: "Wrong here", align: "right" },
    { title: "Elsewhere", align: "right", dropFirst: 2 },
    { title: "p, corrected", align: "right", dropFirst: 3 },
  ] as const;
  const rows = slices.map(({ kind, value, rows: count, errorRate, otherErrorRate, adjustedPValue }): Cell[] => [
    kind === "term" ? `with "${oneLine(value)}"` : kind === "language" ? `language ${value}` : oneLine(value),
    formatCount(count),
    { text: formatShare(errorRate), paint: paint.bad },
    formatShare(otherErrorRate),
    formatProbability(adjustedPValue),
  ]);
  return [
    ...textTable(columns, rows, { width, paint, indent: 2 }),
    ...wrapWords(`found among ${among}; Holm's correction`, width - 2).map((line) => paint.dim(`  ${line}`)),
  ];
}

/** The most frequent mix-ups with the words that go with them. */
export function mistakeGroupLines({ mistakeGroups = [] }: EvaluationReport, paint: Paint, width: number): string[] {
  const columns = [
    { title: "True", align: "left" },
    { title: "Predicted", align: "left" },
    { title: "Mistakes", align: "right" },
    { title: "Share", align: "right" },
    { title: "Words that go with it", align: "left", dropFirst: 1 },
  ] as const;
  const rows = mistakeGroups
    .slice(0, groupsShown)
    .map(({ label, prediction, mistakes, share, words }): Cell[] => [
      oneLine(label),
      oneLine(prediction),
      formatCount(mistakes),
      formatShare(share),
      words.map(({ word }) => oneLine(word)).join(", "),
    ]);
  if (rows.length === 0) return [];
  const more = mistakeGroups.length - rows.length;
  const note =
    more === 0
      ? []
      : [paint.dim(cutToWidth(`  and ${formatCount(more)} more ${more === 1 ? "pair" : "pairs"} of labels`, width))];
  return [...textTable(columns, rows, { width, paint, indent: 2 }), ...note];
}
