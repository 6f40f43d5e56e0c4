/** @file Fitting a linear support vector machine. */
import { fitLinearSvm, fitLinearSvmSets } from "../../numeric/linear/index.ts";
import type { DualCoordinateConfig } from "./dual-coordinate.config.ts";
import { sparseRows } from "./linear-figures.ts";
import { exampleWeights, foundWeights, labelSetProblems } from "./one-vs-rest-fit.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingOptions, TrainingTask } from "./training-task.ts";

/** Finds the weights of the one minimum; resuming starts over and ends with the same bits. */
export async function fitDualCoordinate(
  task: TrainingTask & { readonly training: DualCoordinateConfig },
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, train, threads, seed } = task;
  const { c, maxIterations, tolerance, classWeights } = training;
  const rows = sparseRows(model.type, train);
  const options = { c, maxIterations, tolerance, seed, threads, progress, signal };
  if (train.labelSets !== undefined) {
    const { positives, weightsOf } = labelSetProblems(rows, labels, train.labelSets, classWeights);
    return foundWeights(task, await fitLinearSvmSets(rows, positives, options, weightsOf), "violation", onEpoch);
  }
  const sampleWeights = exampleWeights(task, classWeights);
  const fit = await fitLinearSvm(rows, train.labelIds, { ...options, classes: labels.length, sampleWeights });
  return foundWeights(task, fit, "violation", onEpoch);
}
