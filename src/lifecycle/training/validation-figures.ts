/** @file The figures of a validation set. */

import { type LabelSets, labelIndicators } from "../labels/index.ts";
import {
  computeLabelSetMetric,
  computeMetric,
  labelSetMetrics,
  labelSetRows,
  metrics,
  scoredRows,
} from "../metrics/index.ts";
import { UnknownMetricError } from "./errors.ts";
import type { LabelTargets } from "./training-task.ts";

/** Figures that every history has, beside the loss. */
const USUAL = ["accuracy", "f1", "f1-macro", "roc-auc"];
const USUAL_OF_SETS = ["accuracy", "f1-micro", "f1-macro", "roc-auc"];

/** Names of all figures that can choose the best epoch. */
export function figureNames(): readonly string[] {
  const names = new Set([...metrics.names, ...labelSetMetrics.names]);
  return ["loss", "validation-loss", ...[...names].map((name) => `validation-${name}`)];
}

/** @throws UnknownMetricError */
export function requireFigure(name: string): void {
  if (!figureNames().includes(name)) throw new UnknownMetricError(name, figureNames());
}

/**
 * The loss (mean cross-entropy, every example the same) and other figures from scores, row-major [examples, labels] or,
 * where one score decides between two labels, [examples, 1]. `chosen` is a figure that is needed beside the usual ones.
 */
export function validationFigures(
  scores: Float32Array,
  { labelIds, labelSets }: LabelTargets,
  labels: number,
  chosen: string | undefined,
): Readonly<Record<string, number>> {
  if (labelSets !== undefined) {
    const { probabilities, loss } = sigmoids(scores, labelSets, labels);
    if (!Number.isFinite(loss)) return { "validation-loss": loss };
    const rows = labelSetRows({ truths: labelSets, probabilities, classes: labels });
    return named(loss, USUAL_OF_SETS, chosen, labelSetMetrics.names, (name) => computeLabelSetMetric(name, rows));
  }
  const { probabilities, loss } = softmaxOrSigmoid(scores, labelIds, labels);
  if (!Number.isFinite(loss)) return { "validation-loss": loss };
  const rows = scoredRows({ labelIds, probabilities, classes: labels });
  return named(loss, USUAL, chosen, metrics.names, (name) => computeMetric(name, rows));
}

/** The loss, the usual figures and the chosen one, by name; what is not defined is left out. */
function named(
  loss: number,
  usual: readonly string[],
  chosen: string | undefined,
  known: readonly string[],
  compute: (name: string) => number,
): Readonly<Record<string, number>> {
  const wanted = new Set(usual);
  const chosenMetric = chosen?.replace(/^validation-/, "");
  if (chosenMetric !== undefined && chosen !== chosenMetric && known.includes(chosenMetric)) wanted.add(chosenMetric);
  const figures: Record<string, number> = { "validation-loss": loss };
  for (const name of wanted) {
    const value = compute(name);
    if (Number.isFinite(value)) figures[`validation-${name}`] = value;
  }
  return figures;
}

/** Each label for itself; the loss is the mean over examples and labels. */
function sigmoids(scores: Float32Array, labelSets: LabelSets, labels: number) {
  const truths = labelIndicators(labelSets, labels);
  const probabilities = new Float64Array(scores.length);
  let loss = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!;
    const small = Math.exp(-Math.abs(score));
    probabilities[at] = score >= 0 ? 1 / (1 + small) : small / (1 + small);
    loss += Math.max(score, 0) - score * truths[at]! + Math.log1p(small);
  }
  return { probabilities, loss: loss / scores.length };
}

function softmaxOrSigmoid(scores: Float32Array, labelIds: Int32Array, labels: number) {
  const examples = labelIds.length;
  const probabilities = new Float64Array(examples * labels);
  let loss = 0;
  for (let row = 0; row < examples; row++) {
    // One output is the second label's score against 0 for the first.
    const score = (label: number) =>
      scores.length === examples ? (label === 1 ? scores[row]! : 0) : scores[row * labels + label]!;
    let highest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < labels; label++) highest = Math.max(highest, score(label));
    let total = 0;
    for (let label = 0; label < labels; label++)
      total += probabilities[row * labels + label] = Math.exp(score(label) - highest);
    for (let label = 0; label < labels; label++) probabilities[row * labels + label]! /= total;
    loss += highest + Math.log(total) - score(labelIds[row]!);
  }
  return { probabilities, loss: loss / examples };
}
