/** @file What a calibration makes of logits, in double precision and without a graph. */

import type { Calibration } from "./fit-calibration.ts";
import type { RisingFunction } from "./isotonic.ts";
import { labelScores, scoreCount, uncalibratedProbabilities } from "./link.ts";

/** Probabilities, row-major [rows, labels]; those of the calibrated graph but for rounding. */
export function applyCalibration(calibration: Calibration, logits: Float32Array, labels: number): Float32Array {
  const { link } = calibration;
  if (calibration.method === "temperature") {
    const cooled = logits.map((logit) => logit / calibration.temperature);
    return uncalibratedProbabilities(cooled, labels, link === "one-vs-rest" ? "softmax" : link);
  }
  const functions =
    calibration.method === "platt"
      ? calibration.functions.map(
          ({ slope, intercept }) =>
            (score: number) =>
              1 / (1 + Math.exp(-(slope * score + intercept))),
        )
      : calibration.functions.map((rising) => (score: number) => valueAt(rising, score));
  const scores = labelScores(logits, labels, link);
  const count = scoreCount(link, labels);
  const probabilities = new Float32Array(logits.length);
  for (let row = 0; row < logits.length / labels; row++) {
    if (link === "binary") {
      const p = functions[0]!(scores[row]!);
      probabilities.set([1 - p, p], row * 2);
      continue;
    }
    const own = functions.map((apply, label) => apply(scores[row * count + label]!));
    const sum = link === "label-sets" ? 1 : own.reduce((total, p) => total + p, 0);
    for (const [label, p] of own.entries()) probabilities[row * labels + label] = sum > 0 ? p / sum : 1 / labels;
  }
  return probabilities;
}

function valueAt({ x, y }: RisingFunction, score: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= score) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return y[0]!;
  if (low === x.length) return y.at(-1)!;
  const share = (score - x[low - 1]!) / (x[low]! - x[low - 1]!);
  return y[low - 1]! + share * (y[low]! - y[low - 1]!);
}
