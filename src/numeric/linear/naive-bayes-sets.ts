/** @file Naive Bayes of several labels over one matrix, each label against the rest. */
import type { CompressedRows } from "../sparse/index.ts";
import type { LabelsWeights } from "./each-label.ts";
import type { NaiveBayesOptions } from "./naive-bayes.ts";
import { requireCounts } from "./require-counts.ts";

/** Settings of the fit. */
export interface NaiveBayesSetOptions extends Omit<NaiveBayesOptions, "classes" | "sampleWeights"> {
  /** Row-major [labels, 2] How much a row counts that lacks the label, and one that has it; absent for 1 each. */
  readonly labelWeights?: Float64Array | undefined;
}

/**
 * Fits each label against the rest, as scikit-learn's `OneVsRestClassifier` of `MultinomialNB` or `ComplementNB`;
 * `positives` holds the rows of each label. A row's score for a label is the logarithm of the odds that it has it: its
 * values times the label's coefficients, plus the intercept.
 * @throws NegativeFeatureError
 */
export function fitNaiveBayesSets(
  matrix: CompressedRows,
  positives: readonly Int32Array[],
  { variant, alpha, norm, fitPrior, labelWeights }: NaiveBayesSetOptions,
): Omit<LabelsWeights, "trace"> {
  requireCounts(matrix);
  const { rows, columns } = matrix;
  const labels = positives.length;
  const all = columnSums(matrix, (row) => row, rows);
  const coefficients = new Float32Array(columns * labels);
  const intercepts = new Float64Array(labels);
  for (const [label, own] of positives.entries()) {
    if (own.length === 0 || own.length === rows) {
      intercepts[label] = own.length === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      continue;
    }
    const lackWeight = labelWeights?.[2 * label] ?? 1;
    const haveWeight = labelWeights?.[2 * label + 1] ?? 1;
    const sums = columnSums(matrix, (at) => own[at]!, own.length);
    // What is left of fractions must not fall below nothing by rounding.
    const lacking = logShares(
      sums.map((sum, column) => lackWeight * Math.max(0, all[column]! - sum)),
      alpha,
    );
    const having = logShares(
      sums.map((sum) => haveWeight * sum),
      alpha,
    );
    // The complement of having is lacking, so that only the norm keeps the two variants' differences apart.
    const [plus, minus] =
      variant === "complement" && norm ? [divideBySum(lacking), divideBySum(having)] : [having, lacking];
    for (let column = 0; column < columns; column++)
      coefficients[column * labels + label] = plus[column]! - minus[column]!;
    if (variant === "multinomial" && fitPrior)
      intercepts[label] = Math.log(haveWeight * own.length) - Math.log(lackWeight * (rows - own.length));
  }
  return { coefficients, intercepts };
}

/** [columns] The sums over `count` rows. */
function columnSums(
  { columns, offsets, indices, values }: CompressedRows,
  rowAt: (at: number) => number,
  count: number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < count; at++) {
    const row = rowAt(at);
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) sums[indices[entry]!]! += values[entry]!;
  }
  return sums;
}

/** log((sum + α) / Σ(sum + α)), in place. */
function logShares(sums: Float64Array, alpha: number): Float64Array {
  let total = 0;
  for (let column = 0; column < sums.length; column++) total += sums[column]! += alpha;
  const logTotal = Math.log(total);
  for (let column = 0; column < sums.length; column++) sums[column] = Math.log(sums[column]!) - logTotal;
  return sums;
}

/** In place. */
function divideBySum(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  for (let at = 0; at < values.length; at++) values[at]! /= sum;
  return values;
}
