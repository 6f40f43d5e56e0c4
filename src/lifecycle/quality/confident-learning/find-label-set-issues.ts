/**
 * @file Labels that are probably missing from texts that may have several, or given to them wrongly: each label against
 * the rest, as cleanlab's `multilabel_classification.filter.find_multilabel_issues_per_class`.
 */
import { findLabelIssues, type LabelScore } from "./find-label-issues.ts";
import type { LabelForecasts } from "./label-forecasts.ts";

/** Which labels rows have, and what models that have not seen each row say of it. */
export interface LabelSetForecasts {
  readonly labels: number;
  /** Row-major [rows, labels] 1 where a row has the label, else 0. */
  readonly indicators: Uint8Array;
  /** Row-major [rows, labels] The probability of each label for itself. */
  readonly probabilities: Float32Array | Float64Array;
}

/** A label that a row has or lacks, probably wrongly. */
export interface LabelSetIssue {
  readonly row: number;
  readonly label: number;
  /** In [0, 1]; the lower, the worse what is said of the label. */
  readonly score: number;
}

/** The issues of all labels, the worst first; ties in order of rows, then labels. */
export function findLabelSetIssues(forecasts: LabelSetForecasts, score?: LabelScore): LabelSetIssue[] {
  const issues: LabelSetIssue[] = [];
  for (let label = 0; label < forecasts.labels; label++) {
    const { rows, scores } = findLabelIssues(forecastsOfLabel(forecasts, label), score);
    for (const row of rows) issues.push({ row, label, score: scores[row]! });
  }
  return issues.sort((left, right) => left.score - right.score || left.row - right.row || left.label - right.label);
}

/** One label against the rest: 0 for a row that lacks it, 1 for one that has it. */
function forecastsOfLabel({ labels, indicators, probabilities }: LabelSetForecasts, label: number): LabelForecasts {
  const rows = indicators.length / labels;
  const labelIds = new Int32Array(rows);
  const both = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    labelIds[row] = indicators[row * labels + label]!;
    both[row * 2 + 1] = probabilities[row * labels + label]!;
    both[row * 2] = 1 - both[row * 2 + 1]!;
  }
  return { labels: 2, labelIds, probabilities: both };
}
