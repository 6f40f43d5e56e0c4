/** @file What happens to one label's errors as the score from which it is given falls: ROC, precision-recall, thresholds. */
import { type Forecasts, labelForecasts } from "./calibration.ts";
import type { ScoredRows } from "./scored-rows.ts";

/** Giving the label to every example that scores at least `threshold`. */
export interface ThresholdPoint {
  readonly threshold: number;
  readonly precision: number;
  /** Also the true positive rate; NaN where no example has the label. */
  readonly recall: number;
  readonly falsePositiveRate: number;
  readonly f1: number;
  /** The share of all examples that get the label. */
  readonly share: number;
}

/** One point for each distinct score of the label, from the highest down. */
export function thresholdPoints(rows: ScoredRows, label: number): ThresholdPoint[] {
  return forecastThresholds(labelForecasts(rows, label));
}

/** The same from one label's probabilities and whether each example has the label. */
export function forecastThresholds({ probabilities, outcomes }: Forecasts): ThresholdPoint[] {
  const { length } = probabilities;
  const order = Uint32Array.from({ length }, (_, row) => row).sort(
    (left, right) => probabilities[right]! - probabilities[left]!,
  );
  let positives = 0;
  for (const outcome of outcomes) positives += outcome;
  const points: ThresholdPoint[] = [];
  let hits = 0;
  for (let rank = 0; rank < length; rank++) {
    const row = order[rank]!;
    hits += outcomes[row]!;
    if (rank + 1 < length && probabilities[order[rank + 1]!] === probabilities[row]) continue;
    const given = rank + 1;
    points.push({
      threshold: probabilities[row]!,
      precision: hits / given,
      recall: hits / positives,
      falsePositiveRate: (given - hits) / (length - positives),
      f1: (2 * hits) / (given + positives),
      share: given / length,
    });
  }
  return points;
}

/** The point with the highest recall whose precision is at least `precision`; `undefined` where none is. */
export function thresholdForPrecision(
  points: readonly ThresholdPoint[],
  precision: number,
): ThresholdPoint | undefined {
  return points.findLast((point) => point.precision >= precision);
}

/** The point with the highest precision whose recall is at least `recall`; the highest threshold of equals. */
export function thresholdForRecall(points: readonly ThresholdPoint[], recall: number): ThresholdPoint | undefined {
  let best: ThresholdPoint | undefined;
  for (const point of points)
    if (point.recall >= recall && (best === undefined || point.precision > best.precision)) best = point;
  return best;
}

/** The point with the highest F1; the highest threshold of equals. */
export function thresholdForF1(points: readonly ThresholdPoint[]): ThresholdPoint | undefined {
  let best: ThresholdPoint | undefined;
  for (const point of points) if (best === undefined || point.f1 > best.f1) best = point;
  return best;
}
