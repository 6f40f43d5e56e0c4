/** @file The figures of a validation set. */
import { computeMetric, metrics, scoredRows } from "../metrics/index.ts";
import { UnknownMetricError } from "./errors.ts";

/** Figures that every history has, beside the loss. */
const USUAL = ["accuracy", "f1", "f1-macro", "roc-auc"];

/** Names of all figures that can choose the best epoch. */
export function figureNames(): readonly string[] {
  return ["loss", "validation-loss", ...metrics.names.map((name) => `validation-${name}`)];
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
  labelIds: Int32Array,
  labels: number,
  chosen: string | undefined,
): Readonly<Record<string, number>> {
  const { probabilities, loss } = softmaxOrSigmoid(scores, labelIds, labels);
  if (!Number.isFinite(loss)) return { "validation-loss": loss };
  const rows = scoredRows({ labelIds, probabilities, classes: labels });
  const wanted = new Set(USUAL);
  const chosenMetric = chosen?.replace(/^validation-/, "");
  if (chosenMetric !== undefined && chosen !== chosenMetric && metrics.find(chosenMetric) !== undefined)
    wanted.add(chosenMetric);
  const figures: Record<string, number> = { "validation-loss": loss };
  for (const name of wanted) {
    const value = computeMetric(name, rows);
    if (Number.isFinite(value)) figures[`validation-${name}`] = value; // what is not defined is left out
  }
  return figures;
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
