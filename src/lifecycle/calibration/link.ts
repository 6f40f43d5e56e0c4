/** @file How a model's logits become probabilities, and what of them a calibration looks at. */

/**
 * `binary`: one score decides between two labels; `softmax`; `one-vs-rest`: each label's sigmoid, divided by the sum of
 * all; `label-sets`: each label's sigmoid by itself.
 */
export type Link = "binary" | "softmax" | "one-vs-rest" | "label-sets";

/** Keeps the odds of a probability that single precision rounds to 1 finite. */
export const LEAST_REST = 1e-7;

/** Labels that have a score of their own. */
export function scoreCount(link: Link, labels: number): number {
  return link === "binary" ? 1 : labels;
}

/**
 * The score of each label, row-major [rows, scores]: its logit, or where a softmax gives logits a meaning only together
 * the logarithm of its odds. Of two labels the second one's.
 */
export function labelScores(logits: Float32Array, labels: number, link: Link): Float64Array {
  if (link === "one-vs-rest" || link === "label-sets") return Float64Array.from(logits);
  const rows = logits.length / labels;
  if (link === "binary")
    return Float64Array.from({ length: rows }, (_, row) => logits[row * 2 + 1]! - logits[row * 2]!);
  const scores = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += labels) {
    const normaliser = logSumExp(logits, start, labels);
    for (let label = 0; label < labels; label++) {
      const logarithm = logits[start + label]! - normaliser;
      scores[start + label] = logarithm - Math.log(Math.max(1 - Math.exp(logarithm), LEAST_REST));
    }
  }
  return scores;
}

/** What the model says without any calibration, row-major [rows, labels]. */
export function uncalibratedProbabilities(logits: Float32Array, labels: number, link: Link): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += labels) {
    const normaliser = logSumExp(logits, start, labels);
    let sum = 0;
    for (let label = 0; label < labels; label++) {
      const logit = logits[start + label]!;
      const softly = link === "binary" || link === "softmax";
      sum += probabilities[start + label] = softly ? Math.exp(logit - normaliser) : 1 / (1 + Math.exp(-logit));
    }
    if (link === "one-vs-rest")
      for (let label = 0; label < labels; label++)
        probabilities[start + label] = sum > 0 ? probabilities[start + label]! / sum : 1 / labels;
  }
  return probabilities;
}

function logSumExp(logits: Float32Array, start: number, labels: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < labels; label++) highest = Math.max(highest, logits[start + label]!);
  let sum = 0;
  for (let label = 0; label < labels; label++) sum += Math.exp(logits[start + label]! - highest);
  return highest + Math.log(sum);
}
