/**
 * @file Rows whose label is probably wrong: pruned by noise rate (Northcutt, Jiang & Chuang 2021, section 3.3) and
 * ranked by label quality; definitions as in cleanlab's `find_label_issues` and `get_label_quality_scores`.
 */
import { confidentJoint } from "./confident-joint.ts";
import type { LabelForecasts } from "./label-forecasts.ts";

/** How rows are ranked; lower scores are worse labels. */
export type LabelScore = "self-confidence" | "normalised-margin";

/** What was found. */
export interface LabelIssues {
  /** Rows whose label is probably wrong, the worst first; ties in order of rows. */
  readonly rows: Uint32Array;
  /** [rows of the data] In [0, 1]; the lower, the worse the label. */
  readonly scores: Float64Array;
  /** [rows of the data] The likeliest label. */
  readonly likeliest: Int32Array;
  /** Row-major [labels, labels]: estimated counts by given label (row) and true label (column). */
  readonly joint: Int32Array;
}

/** A row counts as predicted right where its label is this near to the likeliest. */
const TOLERANCE = 1e-6;

/** Finds and ranks wrong labels. The same forecasts give the same result. */
export function findLabelIssues(forecasts: LabelForecasts, score: LabelScore = "self-confidence"): LabelIssues {
  const { labels, labelIds, probabilities } = forecasts;
  const joint = confidentJoint(forecasts);
  const likeliest = new Int32Array(labelIds.length);
  const scores = new Float64Array(labelIds.length);
  const agrees = new Uint8Array(labelIds.length);
  for (let row = 0; row < labelIds.length; row++) {
    const start = row * labels;
    const given = labelIds[row]!;
    const own = probabilities[start + given]!;
    let best = 0;
    let bestOther = -1;
    for (let id = 0; id < labels; id++) {
      const probability = probabilities[start + id]!;
      if (probability > probabilities[start + best]!) best = id;
      if (id !== given && (bestOther < 0 || probability > probabilities[start + bestOther]!)) bestOther = id;
    }
    const other = bestOther < 0 ? 0 : probabilities[start + bestOther]!;
    likeliest[row] = best;
    scores[row] = score === "self-confidence" ? own : (own - other + 1) / 2;
    agrees[row] = own + TOLERANCE > other || (own + TOLERANCE === other && given < bestOther) ? 1 : 0;
  }
  const found = pruned(forecasts, pruneCounts(joint, labels));
  const rows: number[] = [];
  for (let row = 0; row < found.length; row++) if (found[row] === 1 && agrees[row] === 0) rows.push(row);
  rows.sort((left, right) => scores[left]! - scores[right]! || left - right);
  return { rows: Uint32Array.from(rows), scores, likeliest, joint };
}

/** The joint with at least one row left in each label, what is missing taken evenly from the label's other counts. */
function pruneCounts(joint: Int32Array, labels: number): Int32Array {
  const counts = Int32Array.from(joint);
  for (let given = 0; given < labels; given++) {
    const own = counts.subarray(given * labels, (given + 1) * labels);
    if (own[given]! >= 1) continue;
    const others = Math.max(1, own.reduce((sum, count) => sum + (count === 0 ? 0 : 1), 0) - 1);
    const missing = 1 - own[given]!;
    for (let other = 0; other < labels; other++)
      own[other] = other === given ? 1 : Math.trunc(Math.max(0, own[other]! - missing / others));
  }
  return counts;
}

/** For each pair of given and true label as many rows as the counts say: those with the largest margins. */
function pruned({ labels, labelIds, probabilities }: LabelForecasts, counts: Int32Array): Uint8Array {
  const found = new Uint8Array(labelIds.length);
  const { order, starts } = rowsByLabel(labelIds, labels);
  for (let given = 0; given < labels; given++) {
    const rows = order.subarray(starts[given], starts[given + 1]);
    if (rows.length <= 1) continue;
    const margins = new Float64Array(rows.length);
    for (let other = 0; other < labels; other++) {
      const count = Math.min(counts[given * labels + other]!, rows.length);
      if (other === given || count <= 0) continue;
      for (let at = 0; at < rows.length; at++) {
        const start = rows[at]! * labels;
        margins[at] = probabilities[start + other]! - probabilities[start + given]!;
      }
      const least = margins.toSorted()[rows.length - count]!;
      let ties = count;
      for (let at = 0; at < rows.length; at++) if (margins[at]! > least) ties--;
      for (let at = 0; at < rows.length; at++)
        if (margins[at]! > least || (margins[at] === least && ties-- > 0)) found[rows[at]!] = 1;
    }
  }
  return found;
}

/** Rows in the order of their labels; those of label `id` are `order[starts[id] … starts[id + 1]]`. */
function rowsByLabel(
  labelIds: Int32Array,
  labels: number,
): { readonly order: Int32Array; readonly starts: Int32Array } {
  const starts = new Int32Array(labels + 1);
  for (let row = 0; row < labelIds.length; row++) starts[labelIds[row]! + 1]!++;
  for (let id = 0; id < labels; id++) starts[id + 1]! += starts[id]!;
  const order = new Int32Array(labelIds.length);
  const next = starts.slice();
  for (let row = 0; row < labelIds.length; row++) order[next[labelIds[row]!]!++] = row;
  return { order, starts };
}
