/** @file Training any model: checks the task, then has the training it names find the weights. */
import { hasLabelSets } from "../labels/index.ts";
import { architectures, WrongEncodingError } from "../model/index.ts";
import { trainContrastively } from "./contrastive.ts";
import { fitConvex } from "./convex.ts";
import { countFeatures } from "./counting.ts";
import { fitDualCoordinate } from "./dual-coordinate.ts";
import { TooLittleDataError, WrongTrainingError } from "./errors.ts";
import { fitFtrlProximal } from "./ftrl-proximal.ts";
import { fitLogCountRatio } from "./log-count-ratio.ts";
import { trainByMinibatches } from "./minibatch.ts";
import { trainOnline } from "./online.ts";
import { countPriors } from "./priors.ts";
import { type FoundWeights, trainedModel } from "./trained-model.ts";
import type { TrainedModel, TrainingOptions, TrainingTask } from "./training-task.ts";

/**
 * Trains in worker threads. Same task, same machine, same thread count: the same bits (online training has a setting
 * for that).
 * @throws WrongTrainingError, WrongEncodingError, TooLittleDataError, TooManyWeightsError,
 * NegativeFeatureError, DivergedError, CancelledError; with a checkpoint
 * folder also ForeignCheckpointError, BrokenCheckpointError, CheckpointNotWrittenError
 */
export async function trainModel(task: TrainingTask, options: TrainingOptions = {}): Promise<TrainedModel> {
  requireTrainable(task);
  const architecture = architectures.get(task.model.type);
  for (const part of [task.train, task.validation])
    if (part !== null && part.encoded.kind !== architecture.encoding)
      throw new WrongEncodingError(task.model.type, architecture.encoding, part.encoded.kind);
  if (task.labels.length < 2)
    throw new TooLittleDataError(`there is only one label, ${task.labels.map((label) => `"${label}"`).join()}`);
  for (const part of [task.train, task.validation])
    if (part !== null && (part.labelSets !== undefined) !== hasLabelSets(task.task))
      throw new TypeError(`The task ${task.task} and the texts' labels do not fit each other.`);
  if (task.train.labelIds.length === 0) throw new TooLittleDataError("the training set is empty");
  return trainedModel(task, await findWeights(task, options));
}

/** Checks that a model is trained this way. @throws WrongTrainingError */
export function requireTrainable({ model, training }: Pick<TrainingTask, "model" | "training">): void {
  const { trainings } = architectures.get(model.type);
  if (!trainings.includes(training.type)) throw new WrongTrainingError(model.type, training.type, trainings);
}

async function findWeights(task: TrainingTask, options: TrainingOptions): Promise<FoundWeights> {
  const { training } = task;
  switch (training.type) {
    case "none/v1":
      return countPriors(task);
    case "convex/v1":
      return fitConvex({ ...task, training }, options);
    case "ftrl-proximal/v1":
      return fitFtrlProximal({ ...task, training }, options);
    case "counting/v1":
      return countFeatures({ ...task, training });
    case "log-count-ratio/v1":
      return fitLogCountRatio({ ...task, training }, options);
    case "dual-coordinate/v1":
      return fitDualCoordinate({ ...task, training }, options);
    case "minibatch/v1":
      return trainByMinibatches({ ...task, training }, options);
    case "contrastive/v1":
      return trainContrastively({ ...task, training }, options);
    case "online/v1":
      return trainOnline({ ...task, training }, options);
  }
}
