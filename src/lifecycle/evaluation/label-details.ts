/** @file What is said of one label after the other: figures, thresholds, curves. */
import {
  confusionMatrix,
  type Forecasts,
  forecastThresholds,
  type LabelFigures,
  type LabelSetRows,
  labelFigures,
  labelForecasts,
  labelSetFigures,
  labelSetForecasts,
  type ScoredRows,
  type ThresholdPoint,
  thresholdForF1,
  thresholdForPrecision,
  thresholdForRecall,
  wholeLabelSetSample,
} from "../metrics/index.ts";
import type { ClassReport, LabelCurves, LabelThresholds, ThresholdChoice } from "./report.ts";
import { thinCurve } from "./thin-curve.ts";

/** Wished precisions and recalls. */
const targets = [0.9, 0.95, 0.99];
/** Curves are drawn for the most frequent labels only. */
const mostCurves = 8;
const mostPoints = 200;

/** Everything about single labels. */
export interface LabelDetails {
  readonly byClass: readonly ClassReport[];
  readonly thresholds: readonly LabelThresholds[];
  readonly curves: readonly LabelCurves[];
}

/** Describes each label; thresholds and curves only of the positive one where there are two. */
export function labelDetails(rows: ScoredRows, labels: readonly string[]): LabelDetails {
  const confusion = confusionMatrix(rows);
  return describeLabels(labels, {
    rows: rows.length,
    figures: labels.map((_, id) => labelFigures(confusion, id)),
    forecasts: (id) => labelForecasts(rows, id),
    only: rows.classes === 2 ? rows.positive : undefined,
  });
}

/** The same of texts that may have several labels. */
export function labelSetDetails(rows: LabelSetRows, labels: readonly string[]): LabelDetails {
  return describeLabels(labels, {
    rows: rows.length,
    figures: labelSetFigures(wholeLabelSetSample(rows)),
    forecasts: labelSetForecasts(rows),
    only: undefined,
  });
}

/** `only`: the one label that gets thresholds and curves. */
function describeLabels(
  labels: readonly string[],
  about: {
    readonly rows: number;
    readonly figures: readonly LabelFigures[];
    readonly forecasts: (id: number) => Forecasts;
    readonly only: number | undefined;
  },
): LabelDetails {
  const { rows, figures, forecasts, only } = about;
  const frequent = [...labels.keys()]
    .sort((left, right) => figures[right]!.support - figures[left]!.support || left - right)
    .slice(0, mostCurves);
  const byClass: ClassReport[] = [];
  const thresholds: LabelThresholds[] = [];
  const curves: LabelCurves[] = [];
  labels.forEach((label, id) => {
    const { precision, recall, f1, support, predicted } = figures[id]!;
    const points = forecastThresholds(forecasts(id));
    const defined = support > 0 && support < rows;
    const rocAuc = defined ? areaUnderRoc(points) : null;
    byClass.push({ label, precision, recall, f1, support, predicted, rocAuc });
    if (only !== undefined && id !== only) return;
    if (support > 0) thresholds.push({ label, choices: choices(points) });
    if (rocAuc === null || !(id === only || frequent.includes(id))) return;
    const roc = points.map(({ falsePositiveRate, recall }) => [falsePositiveRate, recall] as const);
    const precisionRecall = points.map(({ recall, precision }) => [recall, precision] as const);
    curves.push({
      label,
      rocAuc,
      averagePrecision: areaUnderSteps(points),
      roc: thinCurve([[0, 0], ...roc], mostPoints),
      precisionRecall: thinCurve([[0, 1], ...precisionRecall], mostPoints),
    });
  });
  return { byClass, thresholds, curves };
}

function choices(points: readonly ThresholdPoint[]): ThresholdChoice[] {
  return [
    { goal: "f1", target: null, reached: reached(thresholdForF1(points)) },
    ...targets.map((target) => ({
      goal: "precision" as const,
      target,
      reached: reached(thresholdForPrecision(points, target)),
    })),
    ...targets.map((target) => ({
      goal: "recall" as const,
      target,
      reached: reached(thresholdForRecall(points, target)),
    })),
  ];
}

function reached(point: ThresholdPoint | undefined): ThresholdChoice["reached"] {
  if (point === undefined) return null;
  const { threshold, precision, recall, f1, share } = point;
  return { threshold, precision, recall, f1, share };
}

function areaUnderRoc(points: readonly ThresholdPoint[]): number {
  let area = 0;
  let left = { falsePositiveRate: 0, recall: 0 };
  for (const right of points) {
    area += ((right.falsePositiveRate - left.falsePositiveRate) * (right.recall + left.recall)) / 2;
    left = right;
  }
  return area;
}

function areaUnderSteps(points: readonly ThresholdPoint[]): number {
  let area = 0;
  let recallBefore = 0;
  for (const { recall, precision } of points) {
    area += (recall - recallBefore) * precision;
    recallBefore = recall;
  }
  return area;
}
