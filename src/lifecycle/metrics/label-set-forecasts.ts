/** @file The probabilities of texts that may have several labels, as forecasts of single labels. */
import type { Forecasts } from "./calibration.ts";
import { type LabelSetRows, truthIndicators } from "./label-set-rows.ts";

/** One label's probability, and whether each example has the label. */
export function labelSetForecasts(rows: LabelSetRows): (label: number) => Forecasts {
  const { length, classes, probabilities } = rows;
  const indicators = truthIndicators(rows);
  return (label) => ({
    probabilities: Float64Array.from({ length }, (_, row) => probabilities[row * classes + label]!),
    outcomes: Uint8Array.from({ length }, (_, row) => indicators[row * classes + label]!),
  });
}

/** Every label of every example, together. */
export function pooledForecasts(rows: LabelSetRows): Forecasts {
  return { probabilities: Float64Array.from(rows.probabilities), outcomes: truthIndicators(rows) };
}
