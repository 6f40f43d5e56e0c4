/** @file What an evaluation says: a plain JSON value. Shares, scores and figures are fractions, not percent. */
import type { Thresholds } from "../labels/index.ts";
import type { CalibrationBin } from "../metrics/index.ts";

/** A figure with its bootstrap interval; both ends null where there is none. */
export interface Figure {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** The report. Headline figures are `metrics.<name>.value` with `low` and `high`. */
export interface EvaluationReport {
  readonly format: "lexops-evaluation/v1";
  /** Present where texts may have several labels; then there is no confusion matrix. */
  readonly task?: "multi-label-text-classification" | undefined;
  readonly rows: number;
  readonly labels: readonly string[];
  /** The label that `precision`, `recall`, `f1`, `roc-auc` and `average-precision` are about; null with more than two. */
  readonly positiveLabel: string | null;
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
  /** From which probability on labels were given, where that was chosen. */
  readonly decision?: Decision;
  /** By the names of the metrics' catalogue; those that are not defined here are in `undefinedMetrics`. */
  readonly metrics: Readonly<Record<string, Figure>>;
  /** Why a metric has no value, by its name. */
  readonly undefinedMetrics: Readonly<Record<string, string>>;
  /** [true label, predicted label], counts. */
  readonly confusionMatrix: readonly (readonly number[])[];
  readonly byClass: readonly ClassReport[];
  readonly slices: readonly SliceReport[];
  readonly thresholds: readonly LabelThresholds[];
  readonly calibration: CalibrationReport;
  readonly curves: readonly LabelCurves[];
  readonly worstMistakes: readonly Mistake[];
  readonly history: LearningCurve | null;
}

/** Chosen thresholds. */
export interface Decision {
  /** What they were chosen for: "f1", "precision=0.9", "recall=0.95", a number; null where that is not known. */
  readonly goal: string | null;
  readonly thresholds: Thresholds;
}

/** One label against all others. */
export interface ClassReport {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Examples that have the label. */
  readonly support: number;
  /** Examples that were given the label. */
  readonly predicted: number;
  /** Null where either side has no example. */
  readonly rocAuc: number | null;
}

/** A part of the examples: a range of lengths, or a value of a column. */
export interface SliceReport {
  readonly kind: "length" | "column";
  /** What is divided: "length", or the column's name. */
  readonly column: string;
  /** For people: "1–123 characters", "2024", "(empty)", "(17 other values)". */
  readonly value: string;
  readonly rows: number;
  /** `accuracy` and `f1` as in the report's headline; micro F1 where texts may have several labels. */
  readonly metrics: Readonly<Record<string, Figure>>;
}

/** From which score on to give a label, for what one wishes. */
export interface LabelThresholds {
  readonly label: string;
  readonly choices: readonly ThresholdChoice[];
}

/** One wish, and the threshold that meets it best. */
export interface ThresholdChoice {
  readonly goal: "precision" | "recall" | "f1";
  /** At least this; null for the best F1. */
  readonly target: number | null;
  /** Null where no threshold meets the wish. */
  readonly reached: {
    readonly threshold: number;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    /** The share of all examples that get the label. */
    readonly share: number;
  } | null;
}

/** Whether probabilities mean what they say. */
export interface CalibrationReport {
  /** Whose probability the bins are about; null: the predicted label's, or where texts may have several every label's. */
  readonly label: string | null;
  readonly bins: readonly CalibrationBin[];
}

/** A label's curves, at most 200 points each. */
export interface LabelCurves {
  readonly label: string;
  readonly rocAuc: number;
  readonly averagePrecision: number;
  /** [false positive rate, true positive rate], rising. */
  readonly roc: readonly (readonly [number, number])[];
  /** [recall, precision], recall rising. */
  readonly precisionRecall: readonly (readonly [number, number])[];
}

/** An example the model got wrong. */
export interface Mistake {
  /** Its place among the evaluated examples, from 0. */
  readonly row: number;
  /** At most 500 characters of the text, around the words that mattered. */
  readonly excerpt: string;
  /** Whether text was cut off before and after. */
  readonly cut: readonly [before: boolean, after: boolean];
  /** The true label; where texts may have several, all of them. */
  readonly label: string;
  /** The predicted one, or all of them. */
  readonly prediction: string;
  /** The label that is given wrongly or missed with the most certainty, where texts may have several. */
  readonly about?: { readonly label: string; readonly given: boolean };
  /** The prediction's probability; where texts may have several labels, that of the label it is about. */
  readonly score: number;
  /** The true label's probability; where texts may have several labels, that of the opposite. */
  readonly labelScore: number;
  /** Words of the excerpt that mattered, in reading order; empty without a model at hand. */
  readonly words: readonly InfluentialWord[];
}

/** A word of an excerpt, with what leaving it out does. */
export interface InfluentialWord {
  /** Where it stands in the excerpt, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /**
   * By how much ln(prediction's probability / true label's probability) falls when the word is left out everywhere (or
   * where texts may have several labels, the odds of what is wrong): positive pushed towards the mistake.
   */
  readonly influence: number;
}

/** Figures by epoch. */
export interface LearningCurve {
  readonly epochs: readonly { readonly epoch: number; readonly metrics: Readonly<Record<string, number>> }[];
  /** The epoch whose weights were kept; 0 where there are no epochs. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}
