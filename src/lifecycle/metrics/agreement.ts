/** @file Agreement of predictions with the truth, over all labels: accuracy, balanced accuracy, MCC, Cohen's kappa. */
import type { LabelTally } from "./label-tally.ts";

function correct({ hits }: LabelTally): number {
  return hits.reduce((sum, count) => sum + count, 0);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

/** The share of examples that were given their true label. NaN without examples. */
export function accuracy(tally: LabelTally): number {
  return correct(tally) / tally.total;
}

/** The mean recall of the labels that have examples. NaN without examples. */
export function balancedAccuracy({ classes, hits, truths }: LabelTally): number {
  let sum = 0;
  let present = 0;
  for (let label = 0; label < classes; label++) {
    if (truths[label] === 0) continue;
    sum += hits[label]! / truths[label]!;
    present++;
  }
  return sum / present;
}

/**
 * Matthews' correlation coefficient, for any number of labels (Gorodkin 2004, R_K). 0 where either side has only one
 * label; NaN without examples.
 */
export function matthewsCorrelation(tally: LabelTally): number {
  const { total, truths, predictions } = tally;
  if (total === 0) return Number.NaN;
  const covariance = correct(tally) * total - dot(truths, predictions);
  const truthVariance = total * total - dot(truths, truths);
  const predictionVariance = total * total - dot(predictions, predictions);
  const product = predictionVariance * truthVariance;
  return product === 0 ? 0 : covariance / Math.sqrt(product);
}

/** Cohen's kappa: agreement beyond chance. NaN where truth and predictions share their only label. */
export function cohenKappa(tally: LabelTally): number {
  const { total, truths, predictions } = tally;
  const disagreement = total - correct(tally);
  const expected = total - dot(truths, predictions) / total;
  return expected === 0 ? Number.NaN : 1 - disagreement / expected;
}
