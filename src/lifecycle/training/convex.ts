/** @file Fitting logistic regression. */
import { fitLogistic } from "../../numeric/linear/index.ts";
import { labelWeights } from "./class-weights.ts";
import type { ConvexConfig } from "./convex.config.ts";
import { linearFigures, sparseRows } from "./linear-figures.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingOptions, TrainingTask } from "./training-task.ts";

/**
 * Finds the weights of the one minimum. Nothing random happens and it takes seconds, so that there are no checkpoints:
 * resuming starts over and ends with the same bits.
 */
export async function fitConvex(
  task: TrainingTask & { readonly training: ConvexConfig },
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, train, threads } = task;
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
  const figures = linearFigures(task, found);
  if (figures !== undefined && last !== undefined)
    epochs[epochs.length - 1] = { epoch: last.epoch, metrics: { ...last.metrics, ...figures } };
  return { weights: found, history: { epochs, bestEpoch: epochs.length, stoppedEarly: false } };
}
