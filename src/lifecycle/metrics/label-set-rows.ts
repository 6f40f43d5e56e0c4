/** @file The true labels of texts that may have several, beside a model's probabilities and what they decide. */
import { type LabelSets, labelIndicators, labelSetAt } from "../labels/index.ts";
import { InvalidPredictionsError } from "./errors.ts";

/** Examples with their true labels, probabilities and predicted labels. */
export interface LabelSetRows {
  readonly length: number;
  /** Labels in all; some may have no example. */
  readonly classes: number;
  readonly truths: LabelSets;
  readonly predictions: LabelSets;
  /** Row-major [rows, classes]. */
  readonly probabilities: Float32Array | Float64Array;
}

/**
 * Puts labels and probabilities together; a row is predicted each label whose probability is at least its threshold
 * (0.5 where none are given), which is the same for all rows or differs by row.
 * @throws InvalidPredictionsError when lengths differ, a label id is out of range or a probability is not in [0, 1]
 */
export function labelSetRows(input: {
  readonly truths: LabelSets;
  readonly probabilities: Float32Array | Float64Array;
  readonly classes: number;
  /** [classes] */
  readonly thresholds?: ArrayLike<number> | ((row: number) => ArrayLike<number>) | undefined;
}): LabelSetRows {
  const { truths, probabilities, classes, thresholds } = input;
  const length = truths.offsets.length - 1;
  if (classes < 1) throw new InvalidPredictionsError("there must be at least one label");
  if (probabilities.length !== length * classes)
    throw new InvalidPredictionsError(
      `${length} examples with ${classes} labels need ${length * classes} probabilities, not ${probabilities.length}`,
    );
  const strange = truths.ids.find((id) => !(id >= 0 && id < classes));
  if (strange !== undefined)
    throw new InvalidPredictionsError(`an example has the label id ${strange}, outside [0, ${classes})`);
  const offsets = new Uint32Array(length + 1);
  const ids: number[] = [];
  for (let row = 0, at = 0; row < length; row++) {
    const own = typeof thresholds === "function" ? thresholds(row) : thresholds;
    for (let label = 0; label < classes; label++, at++) {
      const probability = probabilities[at]!;
      if (!(probability >= 0 && probability <= 1.000001))
        throw new InvalidPredictionsError(`example ${row} has the probability ${probability} for label ${label}`);
      if (probability >= (own?.[label] ?? 0.5)) ids.push(label);
    }
    offsets[row + 1] = ids.length;
  }
  return { length, classes, truths, predictions: { offsets, ids: Int32Array.from(ids) }, probabilities };
}

/** The labels that a row both has and was given, each row for itself. */
export function sharedLabels({ length, truths, predictions }: LabelSetRows): LabelSets {
  const offsets = new Uint32Array(length + 1);
  const ids: number[] = [];
  for (let row = 0; row < length; row++) {
    const given = labelSetAt(predictions, row);
    for (const id of labelSetAt(truths, row)) if (given.includes(id)) ids.push(id);
    offsets[row + 1] = ids.length;
  }
  return { offsets, ids: Int32Array.from(ids) };
}

/** [rows], 1 where exactly the true labels are predicted. */
export function exactAnswers({ length, truths, predictions }: LabelSetRows): Uint8Array {
  return Uint8Array.from({ length }, (_, row) => {
    const [own, given] = [labelSetAt(truths, row), labelSetAt(predictions, row)];
    return own.length === given.length && own.every((id, at) => id === given[at]) ? 1 : 0;
  });
}

/** Row-major [rows, classes], 1 where the truth says so. */
export function truthIndicators({ truths, classes }: LabelSetRows): Uint8Array {
  return labelIndicators(truths, classes);
}
