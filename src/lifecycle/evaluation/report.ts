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
  /** Resamples of the metrics that rank, ROC AUC and average precision, where there were fewer. */
  readonly rankingResamples?: number;
  /** [true label, predicted label], counts; empty with more than 100 labels, or where texts may have several. */
  readonly confusionMatrix: readonly (readonly number[])[];
  /** What was taken for what, where there are too many labels for a matrix. */
  readonly confusions?: { readonly pairs: number; readonly mostFrequent: readonly Confusion[] };
  readonly byClass: readonly ClassReport[];
  readonly slices: readonly SliceReport[];
  /** Where the model is worst; absent from reports that were written before it was looked for. */
  readonly weakSlices?: WeakSlices;
  readonly thresholds: readonly LabelThresholds[];
  readonly calibration: CalibrationReport;
  readonly curves: readonly LabelCurves[];
  readonly worstMistakes: readonly Mistake[];
  /** Every pair of labels that is mixed up, the most frequent first; at most 20. Absent from older reports. */
  readonly mistakeGroups?: readonly MistakeGroup[];
  readonly history: LearningCurve | null;
}

/** One label taken for another. */
export interface Confusion {
  /** The true one. */
  readonly label: string;
  readonly prediction: string;
  readonly count: number;
}

/** Chosen thresholds. */
export interface Decision {
  /** What they were chosen for: "f1", "precision=0.9", "recall=0.95", a number; null where that is not known. */
  readonly goal: string | null;
  /** Where the examples were from that they were chosen on; null where a number was given, or where that is not known. */
  readonly source: "validation" | "out-of-fold" | null;
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

/** Parts that nobody named, found because the model is surely worse there than elsewhere. */
export interface WeakSlices {
  /** Parts that were looked at, for which the p-values are corrected (Holm). */
  readonly tested: number;
  /** Parts of fewer examples were not looked at. */
  readonly minimumSupport: number;
  /** Those with the most mistakes beyond the usual share first; much the same examples are named once. */
  readonly slices: readonly WeakSlice[];
}

/** Texts that hold a word or a pair of words, are short or long, or are in a language. */
export interface WeakSlice {
  readonly kind: "term" | "length" | "language";
  /** The term, "1–40 characters", or a language by its ISO 639-1 code. */
  readonly value: string;
  readonly rows: number;
  readonly mistakes: number;
  /** Share of mistakes here and in all other examples. */
  readonly errorRate: number;
  readonly otherErrorRate: number;
  /** Fisher's exact test, one-sided, after the correction. */
  readonly adjustedPValue: number;
}

/** Mistakes that took one label for another. */
export interface MistakeGroup {
  readonly label: string;
  readonly prediction: string;
  readonly mistakes: number;
  /** Of all mistakes. */
  readonly share: number;
  /** Words that these mistakes hold more often than right answers with the same true label, the surest first. */
  readonly words: readonly { readonly word: string; readonly mistakes: number; readonly rightAnswers: number }[];
  /** The surest ones. */
  readonly examples: readonly { readonly row: number; readonly excerpt: string; readonly score: number }[];
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
  /** The same without the model's calibration, with the figures that tell; null where it has none. */
  readonly before: {
    readonly bins: readonly CalibrationBin[];
    /** `expected-calibration-error`, `brier` and `log-loss`. */
    readonly metrics: Readonly<Record<string, number>>;
  } | null;
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
  /** Words of the excerpt that got most of the attention, in reading order; absent where the model has none. */
  readonly attended?: readonly AttendedWord[];
}

/** A word of an excerpt, with its share of the model's attention to the whole text, from 0 to 1. */
export interface AttendedWord {
  /** Where it stands in the excerpt, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly share: number;
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
