/** @file From which probability on a label is given, chosen on examples that the model was not fitted on. */
import type { LabelSets, ThresholdGoal, Thresholds } from "../labels/index.ts";
import {
  type Forecasts,
  forecastThresholds,
  labelForecasts,
  labelSetForecasts,
  labelSetRows,
  scoredRows,
  thresholdForF1,
  thresholdForPrecision,
  thresholdForRecall,
} from "../metrics/index.ts";
import { ThresholdLabelsError } from "./errors.ts";
import { positiveLabelId } from "./positive-label.ts";

/** Examples with what a model that was not fitted on them says. */
export interface ThresholdInput {
  readonly labels: readonly string[];
  /** [rows]; of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  readonly labelSets?: LabelSets | undefined;
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
  /** Of two labels the one that gets a threshold; the last by name when null. */
  readonly positiveLabel: string | null;
}

/** Thresholds, and what a person should know of them. */
export interface ChosenThresholds {
  readonly thresholds: Thresholds;
  readonly warnings: readonly string[];
}

/**
 * A threshold for the positive one of two labels, or for each label where texts may have several, each for itself:
 * "f1" gives the best F1, "precision" the highest recall at that precision, "recall" the highest precision at that
 * recall. A label without examples keeps 0.5; where a precision is out of reach, the highest there is is taken.
 * @throws ThresholdLabelsError for three labels or more of which a text has one
 */
export function chooseThresholds(input: ThresholdInput, goal: ThresholdGoal): ChosenThresholds {
  const { labels, labelIds, labelSets, probabilities, positiveLabel } = input;
  const classes = labels.length;
  requireThresholdLabels(labels, labelSets !== undefined);
  const positive = labelSets === undefined ? positiveLabelId(labels, positiveLabel) : 0;
  const chosen = labelSets === undefined ? [positive] : [...labels.keys()];
  const forecasts: (label: number) => Forecasts =
    labelSets === undefined
      ? (label) => labelForecasts(scoredRows({ labelIds, probabilities, classes, positive }), label)
      : labelSetForecasts(labelSetRows({ truths: labelSets, probabilities, classes }));
  const warnings: string[] = [];
  const thresholds = chosen.flatMap((label): [string, number][] => {
    const found = goal.type === "fixed" ? goal.threshold : chooseOne(forecasts(label), goal, labels[label]!, warnings);
    return found === undefined ? [] : [[labels[label]!, found]];
  });
  return { thresholds: Object.fromEntries(thresholds), warnings };
}

/** Checks that thresholds can decide about these labels. @throws ThresholdLabelsError */
export function requireThresholdLabels(labels: readonly string[], several: boolean): void {
  if (!several && labels.length !== 2) throw new ThresholdLabelsError(labels.length);
}

function chooseOne(
  forecasts: Forecasts,
  goal: Exclude<ThresholdGoal, { readonly type: "fixed" }>,
  label: string,
  warnings: string[],
): number | undefined {
  if (!forecasts.outcomes.includes(1)) {
    warnings.push(`No example that thresholds are chosen on has the label "${label}"; it is given from 0.5 on.`);
    return undefined;
  }
  const points = forecastThresholds(forecasts);
  if (goal.type === "f1") return thresholdForF1(points)!.threshold;
  if (goal.type === "recall") return thresholdForRecall(points, goal.target)!.threshold;
  const found = thresholdForPrecision(points, goal.target);
  if (found !== undefined) return found.threshold;
  const best = points.reduce((most, point) => (point.precision > most.precision ? point : most));
  warnings.push(
    `No threshold gives "${label}" with a precision of ${goal.target}; the highest, ${best.precision.toFixed(4)}, is taken.`,
  );
  return best.threshold;
}
