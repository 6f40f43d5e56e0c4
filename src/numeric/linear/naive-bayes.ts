/** @file Naive Bayes over counts: multinomial, and the complement form for uneven labels. Counting is all it takes. */
import type { CompressedRows } from "../sparse/index.ts";
import { NegativeFeatureError } from "./errors.ts";
import { requireLabels } from "./require-labels.ts";

/** Settings of naive Bayes: scikit-learn's `MultinomialNB` and `ComplementNB`. */
export interface NaiveBayesOptions {
  /** `complement` (Rennie et al. 2003) weighs a feature by how rare it is in all other classes. */
  readonly variant: "multinomial" | "complement";
  readonly classes: number;
  /** Added to the count of every feature in every class. */
  readonly alpha: number;
  /** Only for `complement`: divides a class's weights by their sum. */
  readonly norm: boolean;
  /** Only for `multinomial`: whether common classes start ahead. */
  readonly fitPrior: boolean;
  /** [rows] or absent for 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
}

/** A fitted naive Bayes; a row's score for a class is its values times the class's weights, plus the intercept. */
export interface NaiveBayesFit {
  /** Row-major [features, classes]. */
  readonly weights: Float64Array;
  /** [classes] Logarithms of the shares of the classes; zeros where these have no say. */
  readonly intercepts: Float64Array;
}

/** @throws LabelMismatchError, NegativeFeatureError */
export function fitNaiveBayes(matrix: CompressedRows, labelIds: Int32Array, options: NaiveBayesOptions): NaiveBayesFit {
  const { variant, classes, alpha, norm, fitPrior, sampleWeights } = options;
  requireLabels("naive Bayes", labelIds, matrix.rows, classes);
  const counts = sumByClass(matrix, labelIds, classes, sampleWeights); // [features, classes]
  if (variant === "complement")
    return { weights: complementWeights(counts, classes, alpha, norm), intercepts: new Float64Array(classes) };
  return {
    weights: multinomialWeights(counts, classes, alpha),
    intercepts: fitPrior
      ? logShares(labelIds, classes, sampleWeights)
      : new Float64Array(classes).fill(-Math.log(classes)),
  };
}

function sumByClass(
  { rows, columns, offsets, indices, values }: CompressedRows,
  labelIds: Int32Array,
  classes: number,
  sampleWeights: Float64Array | undefined,
): Float64Array {
  const counts = new Float64Array(columns * classes);
  for (let row = 0; row < rows; row++) {
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!;
    const label = labelIds[row]!;
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) {
      const value = values[entry]!;
      if (value < 0) throw new NegativeFeatureError(row, value);
      counts[indices[entry]! * classes + label]! += weight * value;
    }
  }
  return counts;
}

/** log((count + α) / Σ(count + α)), in place. */
function multinomialWeights(counts: Float64Array, classes: number, alpha: number): Float64Array {
  const totals = new Float64Array(classes);
  for (let index = 0; index < counts.length; index++) totals[index % classes]! += counts[index]! += alpha;
  const logTotals = totals.map(Math.log);
  for (let index = 0; index < counts.length; index++)
    counts[index] = Math.log(counts[index]!) - logTotals[index % classes]!;
  return counts;
}

/** −log of a feature's share in all other classes; normalised, a class's weights divided by their sum. In place. */
function complementWeights(counts: Float64Array, classes: number, alpha: number, norm: boolean): Float64Array {
  const totals = new Float64Array(classes);
  for (let start = 0; start < counts.length; start += classes) {
    let all = alpha;
    for (let label = 0; label < classes; label++) all += counts[start + label]!;
    for (let label = 0; label < classes; label++)
      totals[label]! += counts[start + label] = all - counts[start + label]!;
  }
  const sums = new Float64Array(classes);
  for (let index = 0; index < counts.length; index++) {
    const label = index % classes;
    sums[label]! += counts[index] = Math.log(counts[index]! / totals[label]!);
  }
  for (let index = 0; index < counts.length; index++) counts[index]! /= norm ? sums[index % classes]! : -1;
  return counts;
}

function logShares(labelIds: Int32Array, classes: number, sampleWeights: Float64Array | undefined): Float64Array {
  const totals = new Float64Array(classes);
  let total = 0;
  labelIds.forEach((label, row) => {
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!;
    totals[label]! += weight;
    total += weight;
  });
  return totals.map((sum) => Math.log(sum) - Math.log(total));
}
