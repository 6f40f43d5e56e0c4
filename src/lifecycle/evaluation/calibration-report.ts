/** @file Whether a model's probabilities mean what they say, before its calibration and with it. */
import {
  calibrationBins,
  computeLabelSetMetric,
  computeMetric,
  type LabelSetRows,
  labelForecasts,
  pooledForecasts,
  predictedForecasts,
  type ScoredRows,
} from "../metrics/index.ts";
import { reliabilityBins } from "./reliability-bins.ts";
import type { CalibrationReport } from "./report.ts";

const compared = ["expected-calibration-error", "brier", "log-loss"] as const;

/** @param uncalibrated what the model says without its calibration, where it has one */
export function calibrationReport(
  rows: ScoredRows,
  labels: readonly string[],
  uncalibrated: ScoredRows | undefined,
): CalibrationReport {
  return {
    label: rows.classes === 2 ? labels[rows.positive]! : null,
    bins: binsOf(rows),
    before:
      uncalibrated === undefined
        ? null
        : {
            bins: binsOf(uncalibrated),
            metrics: Object.fromEntries(compared.map((name) => [name, computeMetric(name, uncalibrated)])),
          },
  };
}

function binsOf(rows: ScoredRows) {
  const forecasts = rows.classes === 2 ? labelForecasts(rows, rows.positive) : predictedForecasts(rows);
  return calibrationBins(forecasts, { bins: reliabilityBins });
}

/** The same where texts may have several labels: all labels' probabilities together. */
export function labelSetCalibrationReport(
  rows: LabelSetRows,
  uncalibrated: LabelSetRows | undefined,
): CalibrationReport {
  const bins = (some: LabelSetRows) => calibrationBins(pooledForecasts(some), { bins: reliabilityBins });
  return {
    label: null,
    bins: bins(rows),
    before:
      uncalibrated === undefined
        ? null
        : {
            bins: bins(uncalibrated),
            metrics: Object.fromEntries(compared.map((name) => [name, computeLabelSetMetric(name, uncalibrated)])),
          },
  };
}
