/** @file How much it is worth that models doubt a label: as much as the models themselves are. */
import type { Confidence } from "../finding.ts";
import type { LabelIssues } from "./find-label-issues.ts";
import type { LabelForecasts } from "./label-forecasts.ts";

/** How good the models are, and what follows for the labels they doubt. */
export interface DoubtStanding {
  /** Share of rows whose label is the models' likeliest, out of fold. */
  readonly accuracy: number;
  /** The same of always giving the most frequent label. */
  readonly majority: number;
  /** Rows of which the models call one label at least 80 % likely, and the share of them that have it. */
  readonly sure: { readonly rows: number; readonly agreement: number };
  readonly confidence: Confidence;
  /** Of ten labels that models this good doubted, so many were wrong where 1 to 5 % of all labels were wrong. */
  readonly wrongOfTen: string;
}

/** From this probability of another label on a doubt is a clear one. */
export const clearDoubt = 0.8;

/**
 * The rule: with the models' accuracy out of fold, and their skill, (accuracy - majority) / (1 - majority), which is how
 * much they get right of what always giving the most frequent label gets wrong,
 *
 * - "likely" from an accuracy of 0.9 and a skill of 0.5 on, where the doubted labels are at least a third of those that
 *   the models disagree with: of fewer the models' own mistakes may be the cause;
 * - "possible" from an accuracy of 0.8 and a skill of 0.5 on;
 * - "doubtful" below.
 *
 * The limits come from data whose labels were flipped at random. Of the labels that were doubted, so many had been
 * flipped: of 1, 2 and 5 % flipped labels 78, 85 and 93 % at an accuracy of 0.96 to 0.93 (SMS spam), 17, 30 and 50 % at
 * 0.85 to 0.82 (Banking77); of 5 % flipped labels 45 % at 0.84 (SST-2), 39 % at 0.82 (AG News), 23 % at 0.73 (Financial
 * PhraseBank), 12 % at 0.54 (Medical Abstracts), 8 % at 0.66 (872 sentences of SST-2). Of clear doubts it was more: of
 * 5 % at the first five 96, 98, 74, 66 and 44 %.
 */
export function doubtStanding(
  forecasts: LabelForecasts,
  { likeliest, rows: doubted }: Pick<LabelIssues, "likeliest" | "rows">,
): DoubtStanding {
  const { labels, labelIds, probabilities } = forecasts;
  const rows = labelIds.length;
  const counts = new Float64Array(labels);
  let right = 0;
  let sure = 0;
  let agreed = 0;
  for (let row = 0; row < rows; row++) {
    const agrees = likeliest[row] === labelIds[row];
    counts[labelIds[row]!]!++;
    if (agrees) right++;
    if (probabilities[row * labels + likeliest[row]!]! < clearDoubt) continue;
    sure++;
    if (agrees) agreed++;
  }
  const [accuracy, majority] = [right / rows, counts.reduce((most, count) => Math.max(most, count)) / rows];
  const skill = majority === 1 ? 0 : (accuracy - majority) / (1 - majority);
  const areMany = doubted.length * 3 >= rows - right;
  const confidence = skill < 0.5 || accuracy < 0.8 ? "doubtful" : accuracy >= 0.9 && areMany ? "likely" : "possible";
  const wrongOfTen = { likely: "8 to 9", possible: "2 to 5", doubtful: "at most 2" }[confidence];
  return {
    accuracy,
    majority,
    sure: { rows: sure, agreement: sure === 0 ? 0 : agreed / sure },
    confidence,
    wrongOfTen,
  };
}
