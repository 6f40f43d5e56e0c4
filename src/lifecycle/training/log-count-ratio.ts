/** @file Fitting logistic regression over log-count ratios. */
import { fitNbLogistic, fitNbLogisticSets } from "../../numeric/linear/index.ts";
import { sparseRows } from "./linear-figures.ts";
import type { LogCountRatioConfig } from "./log-count-ratio.config.ts";
import { exampleWeights, foundWeights, labelSetProblems } from "./one-vs-rest-fit.ts";
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
  if (train.labelSets !== undefined) {
    const { positives, weightsOf } = labelSetProblems(rows, labels, train.labelSets, classWeights);
    return foundWeights(task, await fitNbLogisticSets(rows, positives, options, weightsOf), "objective", onEpoch);
  }
  const sampleWeights = exampleWeights(task, classWeights);
  const fit = await fitNbLogistic(rows, train.labelIds, { ...options, classes: labels.length, sampleWeights });
  return foundWeights(task, fit, "objective", onEpoch);
}
