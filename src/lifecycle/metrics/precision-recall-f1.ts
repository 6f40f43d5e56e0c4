/** @file Precision, recall and F1: by label, and averaged as scikit-learn does. */
import type { LabelTally } from "./label-tally.ts";

/** Figures of one label, or averaged over labels. */
export interface PrecisionRecallF1 {
  /** Right among those given the label. */
  readonly precision: number;
  /** Found among those that have the label. */
  readonly recall: number;
  /** Their harmonic mean. */
  readonly f1: number;
}

/** Figures of one label. */
export interface LabelFigures extends PrecisionRecallF1 {
  /** Examples that have the label. */
  readonly support: number;
  /** Examples that were given the label. */
  readonly predicted: number;
}

/** How figures of labels become one. */
export type Average = "macro" | "micro" | "weighted";

/** How labels are averaged. */
export interface AveragingOptions {
  /** The labels averaged over; those that occur among truths or predictions when absent. */
  readonly labels?: readonly number[] | undefined;
  /** What a figure without any example is: 0, 1, or NaN, which averages leave out. */
  readonly zeroDivision?: number | undefined;
}

function divide(numerator: number, denominator: number, zeroDivision: number): number {
  return denominator === 0 ? zeroDivision : numerator / denominator;
}

/** From counts of examples. */
export function figuresOfCounts(hits: number, predicted: number, support: number, zeroDivision: number): LabelFigures {
  return {
    precision: divide(hits, predicted, zeroDivision),
    recall: divide(hits, support, zeroDivision),
    f1: divide(2 * hits, support + predicted, zeroDivision),
    support,
    predicted,
  };
}

/** The figures of one label against all others. */
export function labelFigures(tally: LabelTally, label: number, zeroDivision = 0): LabelFigures {
  const hits = tally.hits[label]!;
  return figuresOfCounts(hits, tally.predictions[label]!, tally.truths[label]!, zeroDivision);
}

/** The labels that occur among truths or predictions. */
function presentLabels({ classes, truths, predictions }: LabelTally): number[] {
  return Array.from({ length: classes }, (_, label) => label).filter(
    (label) => truths[label]! > 0 || predictions[label]! > 0,
  );
}

/**
 * Figures over several labels: `macro` is the plain mean, `weighted` the mean weighted by examples (plain where none of the
 * labels has any), `micro` pools hits
 * and misses. NaN without examples.
 */
export function averagedFigures(
  tally: LabelTally,
  average: Average,
  options: AveragingOptions = {},
): PrecisionRecallF1 {
  const { labels = presentLabels(tally), zeroDivision = 0 } = options;
  const each = labels.map((label) => labelFigures(tally, label, zeroDivision));
  if (average === "micro") {
    if (tally.total === 0) return { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN };
    const hits = labels.reduce((sum, label) => sum + tally.hits[label]!, 0);
    const predicted = each.reduce((sum, { predicted }) => sum + predicted, 0);
    const support = each.reduce((sum, { support }) => sum + support, 0);
    return figuresOfCounts(hits, predicted, support, zeroDivision);
  }
  return meanFigures(each, average);
}

/** The mean of labels' figures: plain, or weighted by examples (plain where none of the labels has any). */
export function meanFigures(each: readonly LabelFigures[], average: "macro" | "weighted"): PrecisionRecallF1 {
  const mean = (pick: (figure: LabelFigures) => number) => {
    const defined = each.filter((figure) => !Number.isNaN(pick(figure)));
    const weighted = average === "weighted" && defined.some(({ support }) => support > 0);
    const weights = defined.map(({ support }) => (weighted ? support : 1));
    const weight = weights.reduce((sum, value) => sum + value, 0);
    return defined.reduce((sum, figure, index) => sum + pick(figure) * weights[index]!, 0) / weight;
  };
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}
