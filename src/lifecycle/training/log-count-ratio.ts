/** @file Fitting logistic regression over log-count ratios. */
import { fitNbLogistic, fitNbLogisticSets, type NbLogisticFit } from "../../numeric/linear/index.ts";
import { rowsOfEachLabel } from "../labels/index.ts";
import { labelSetWeights, labelWeights } from "./class-weights.ts";
import { linearFigures, sparseRows } from "./linear-figures.ts";
import type { LogCountRatioConfig } from "./log-count-ratio.config.ts";
import { NEVER } from "./log-odds.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingOptions, TrainingTask } from "./training-task.ts";

/** Finds the weights of the one minimum. Nothing random happens: resuming starts over and ends with the same bits. */
export async function fitLogCountRatio(
  task: TrainingTask & { readonly training: LogCountRatioConfig },
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, train, threads } = task;
  const { alpha, c, maxIterations, tolerance, classWeights } = training;
  const rows = sparseRows(model.type, train);
  const options = { alpha, c, maxIterations, tolerance, threads, progress, signal };
  let fit: NbLogisticFit;
  if (train.labelSets !== undefined) {
    const positives = rowsOfEachLabel(train.labelSets, labels.length);
    const weights = labelSetWeights(classWeights, labels, train.labelSets);
    fit = await fitNbLogisticSets(rows, positives, options, (label) => {
      if (weights === undefined) return undefined;
      const each = new Float64Array(rows.rows).fill(weights[2 * label]!);
      for (const row of positives[label]!) each[row] = weights[2 * label + 1]!;
      return each;
    });
  } else {
    const weights = labelWeights(classWeights, labels, train.labelIds);
    const sampleWeights = weights && Float64Array.from(train.labelIds, (label) => weights[label]!);
    fit = await fitNbLogistic(rows, train.labelIds, { ...options, classes: labels.length, sampleWeights });
  }
  const found = {
    "dense.weight": fit.coefficients,
    "dense.bias": Float32Array.from(fit.intercepts, (intercept) => Math.min(-NEVER, Math.max(NEVER, intercept))),
  };
  const epochs = fit.losses.map((objective, index) => ({ epoch: index + 1, metrics: { objective } }));
  const last = epochs.at(-1);
  const figures = linearFigures(task, found);
  if (figures !== undefined && last !== undefined)
    epochs[epochs.length - 1] = { epoch: last.epoch, metrics: { ...last.metrics, ...figures } };
  for (const figuresOfEpoch of epochs) onEpoch?.(figuresOfEpoch);
  return { weights: found, history: { epochs, bestEpoch: epochs.length, stoppedEarly: false } };
}
