/** @file What linear models share in training: their rows, and their figures on the validation set. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { WrongEncodingError } from "../model/index.ts";
import type { LabelledTexts, TrainingTask } from "./training-task.ts";
import { validationFigures } from "./validation-figures.ts";

/** The matrix of encoded texts. @throws WrongEncodingError */
export function sparseRows(model: string, { encoded }: LabelledTexts): CompressedRows {
  if (encoded.kind !== "rows") throw new WrongEncodingError(model, "rows", encoded.kind);
  return encoded.rows;
}

/** The figures of a linear model on the validation set, or `undefined` where there is none. */
export function linearFigures(
  { model, validation, labels }: TrainingTask,
  weights: { readonly "dense.weight": Float32Array; readonly "dense.bias": Float32Array },
): Readonly<Record<string, number>> | undefined {
  if (validation === null) return undefined;
  const scores = linearScoresOf(sparseRows(model.type, validation), weights["dense.weight"], weights["dense.bias"]);
  return validationFigures(scores, validation, labels.length, undefined);
}

/** rows · weight + bias, row-major [rows, outputs]. */
function linearScoresOf(
  { rows, offsets, indices, values }: CompressedRows,
  weight: Float32Array,
  bias: Float32Array,
): Float32Array {
  const outputs = bias.length;
  const scores = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = bias[output]!;
      for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++)
        sum += values[entry]! * weight[indices[entry]! * outputs + output]!;
      scores[row * outputs + output] = sum;
    }
  }
  return scores;
}
