/** @file Fitting logistic regression. */
import { fitLogistic } from "../../numeric/linear/index.ts";
import { WrongEncodingError } from "../model/index.ts";
import { labelWeights } from "./class-weights.ts";
import type { ConvexConfig } from "./convex.config.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingOptions, TrainingTask } from "./training-task.ts";
import { validationFigures } from "./validation-figures.ts";

/**
 * Finds the weights of the one minimum. Nothing random happens and it takes seconds, so that there are no checkpoints:
 * resuming starts over and ends with the same bits.
 */
export async function fitConvex(
  task: TrainingTask & { readonly training: ConvexConfig },
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, train, validation, threads } = task;
  const rows = sparseRows(model.type, train);
  const weights = labelWeights(training.classWeights, labels, train.labelIds);
  const fit = await fitLogistic(rows, train.labelIds, {
    classes: labels.length,
    c: training.c,
    sampleWeights: weights && Float64Array.from(train.labelIds, (label) => weights[label]!),
    maxIterations: training.maxIterations,
    tolerance: training.tolerance,
    threads,
    progress,
    signal,
    onIteration: (iteration, loss) => onEpoch?.({ epoch: iteration, metrics: { objective: loss } }),
  });
  const found = {
    "dense.weight": Float32Array.from(fit.coefficients),
    "dense.bias": Float32Array.from(fit.intercepts),
  };
  const epochs = fit.losses.map((objective, index) => ({ epoch: index + 1, metrics: { objective } }));
  const last = epochs.at(-1);
  if (validation !== null && last !== undefined) {
    const scores = scoresOf(sparseRows(model.type, validation), found["dense.weight"], found["dense.bias"]);
    const figures = validationFigures(scores, validation.labelIds, labels.length, undefined);
    epochs[epochs.length - 1] = { epoch: last.epoch, metrics: { ...last.metrics, ...figures } };
  }
  return { weights: found, history: { epochs, bestEpoch: epochs.length, stoppedEarly: false } };
}

function sparseRows(model: string, { encoded }: TrainingTask["train"]) {
  if (encoded.kind !== "rows") throw new WrongEncodingError(model, "rows", encoded.kind);
  return encoded.rows;
}

/** rows · weight + bias, row-major [rows, outputs]. */
function scoresOf(
  { rows, offsets, indices, values }: ReturnType<typeof sparseRows>,
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
