/** @file True labels beside a model's probabilities: what every metric reads. */
import { type BinaryThreshold, decideLabel } from "../labels/index.ts";
import { InvalidPredictionsError } from "./errors.ts";

/** Examples with their true labels, probabilities and predictions. */
export interface ScoredRows {
  readonly length: number;
  /** Labels in all, at least 2; some may have no example. */
  readonly classes: number;
  /** The label that counts as positive where there are two. */
  readonly positive: number;
  /** [rows], each in [0, classes). */
  readonly labelIds: Int32Array;
  /** [rows], the label with the highest probability, the first of equals; or what the threshold decides. */
  readonly predictedIds: Int32Array;
  /** Row-major [rows, classes]. */
  readonly probabilities: Float32Array | Float64Array;
}

/**
 * Puts labels and probabilities together. `positive` is the last label unless given; `binary` says from which probability
 * on one of two labels is given, to all examples or by example: where absent the likeliest label is.
 * @throws InvalidPredictionsError when lengths differ, a label id is out of range or a probability is not in [0, 1]
 */
export function scoredRows(input: {
  readonly labelIds: Int32Array;
  readonly probabilities: Float32Array | Float64Array;
  readonly classes: number;
  readonly positive?: number;
  readonly binary?: BinaryThreshold | ((row: number) => BinaryThreshold | undefined) | undefined;
}): ScoredRows {
  const { labelIds, probabilities, classes, positive = classes - 1, binary } = input;
  const { length } = labelIds;
  if (classes < 2) throw new InvalidPredictionsError(`there must be at least 2 labels, not ${classes}`);
  if (!(positive >= 0 && positive < classes))
    throw new InvalidPredictionsError(`the positive label is ${positive}, outside [0, ${classes})`);
  if (probabilities.length !== length * classes)
    throw new InvalidPredictionsError(
      `${length} examples with ${classes} labels need ${length * classes} probabilities, not ${probabilities.length}`,
    );
  const predictedIds = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const label = labelIds[row]!;
    if (!(label >= 0 && label < classes))
      throw new InvalidPredictionsError(`example ${row} has the label id ${label}, outside [0, ${classes})`);
    for (let column = 0; column < classes; column++) {
      const probability = probabilities[row * classes + column]!;
      if (!(probability >= 0 && probability <= 1.000001))
        throw new InvalidPredictionsError(`example ${row} has the probability ${probability} for label ${column}`);
    }
    predictedIds[row] = decideLabel(
      probabilities,
      typeof binary === "function" ? binary(row) : binary,
      row * classes,
      classes,
    );
  }
  return { length, classes, positive, labelIds, predictedIds, probabilities };
}
