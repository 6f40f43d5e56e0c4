/** @file Whether probabilities mean what they say: reliability bins and the expected calibration error. */
import type { ScoredRows } from "./scored-rows.ts";

/** Bins of the expected calibration error. */
export const calibrationBinCount = 15;

/** Probabilities with what came true, for one label or for the predicted one. */
export interface Forecasts {
  /** [rows] */
  readonly probabilities: Float64Array;
  /** [rows], 1 where it came true. */
  readonly outcomes: Uint8Array;
}

/** One bin of equal width, `low < probability <= high` (the first one holds 0 too). */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** 0 in an empty bin. */
  readonly meanProbability: number;
  /** The share that came true; 0 in an empty bin. */
  readonly observed: number;
}

/** The predicted label's probability, and whether the prediction was right. */
export function predictedForecasts(rows: ScoredRows): Forecasts {
  const { length, classes, labelIds, predictedIds } = rows;
  return {
    probabilities: Float64Array.from({ length }, (_, row) => rows.probabilities[row * classes + predictedIds[row]!]!),
    outcomes: Uint8Array.from({ length }, (_, row) => (labelIds[row] === predictedIds[row] ? 1 : 0)),
  };
}

/** One label's probability, and whether it was the true one. */
export function labelForecasts({ length, classes, labelIds, probabilities }: ScoredRows, label: number): Forecasts {
  return {
    probabilities: Float64Array.from({ length }, (_, row) => probabilities[row * classes + label]!),
    outcomes: Uint8Array.from({ length }, (_, row) => (labelIds[row] === label ? 1 : 0)),
  };
}

/** The lower edge of a bin, rounded as NumPy's `linspace` does, so that a probability on an edge falls on the same side. */
function lowerEdge(bin: number, bins: number): number {
  return bin === bins ? 1 : bin * (1 / bins);
}

/** [rows], the bin of each probability: `lower edge < probability <= upper edge`; the first bin holds 0 too. */
export function binOfEach(probabilities: Float64Array, bins: number): Uint8Array {
  const edges = Float64Array.from({ length: bins + 1 }, (_, bin) => lowerEdge(bin, bins));
  return Uint8Array.from(probabilities, (probability) => {
    let bin = Math.min(bins - 1, Math.max(0, Math.ceil(probability * bins) - 1));
    while (bin > 0 && probability <= edges[bin]!) bin--;
    while (bin < bins - 1 && probability > edges[bin + 1]!) bin++;
    return bin;
  });
}

/** Sorts forecasts into at most 255 bins of equal width over [0, 1], each counted `counts[row]` times (once when absent). */
export function calibrationBins(
  { probabilities, outcomes }: Forecasts,
  options: { readonly bins?: number; readonly counts?: Uint32Array; readonly binOf?: Uint8Array } = {},
): CalibrationBin[] {
  const { bins = calibrationBinCount, counts, binOf = binOfEach(probabilities, bins) } = options;
  const sums = new Float64Array(bins * 3);
  for (let row = 0; row < probabilities.length; row++) {
    const count = counts === undefined ? 1 : counts[row]!;
    const base = binOf[row]! * 3;
    sums[base]! += count;
    sums[base + 1]! += count * probabilities[row]!;
    sums[base + 2]! += count * outcomes[row]!;
  }
  return binsOfSums(sums);
}

/** Bins from the number of forecasts, the sum of their probabilities and that of their outcomes: row-major [bins, 3]. */
export function binsOfSums(sums: Float64Array): CalibrationBin[] {
  const bins = sums.length / 3;
  return Array.from({ length: bins }, (_, bin) => {
    const count = sums[bin * 3]!;
    return {
      low: lowerEdge(bin, bins),
      high: lowerEdge(bin + 1, bins),
      count,
      meanProbability: count === 0 ? 0 : sums[bin * 3 + 1]! / count,
      observed: count === 0 ? 0 : sums[bin * 3 + 2]! / count,
    };
  });
}

/**
 * Expected calibration error: Σ (bin's share of the examples) · |share that came true − mean probability| (Naeini et al.
 * 2015; Guo et al. 2017). NaN without examples.
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.observed - bin.meanProbability), 0) / total;
}
