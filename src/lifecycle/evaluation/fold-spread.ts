/** @file How far a figure varies from fold to fold. */
import { studentTQuantile } from "../metrics/index.ts";
import { mean } from "./mean.ts";

/**
 * The mean over folds with the interval of Nadeau & Bengio 2003 ("Inference for the generalization error"), whose
 * variance counts that the folds' training sets overlap.
 */
export interface FoldSpread {
  readonly mean: number;
  /** With n - 1 in the denominator. */
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
}

/** The spread of one figure, given for each fold. */
export function foldSpread(
  values: readonly number[],
  folds: readonly { readonly train: Uint32Array; readonly test: Uint32Array }[],
  confidence: number,
): FoldSpread {
  const count = values.length;
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1);
  const testShare = folds.reduce((sum, { train, test }) => sum + test.length / train.length, 0) / count;
  const reach = studentTQuantile((1 + confidence) / 2, count - 1) * Math.sqrt(variance * (1 / count + testShare));
  return { mean: middle, standardDeviation: Math.sqrt(variance), low: middle - reach, high: middle + reach };
}
