/** @file Training: from encoded texts and labels to a model. */
export { trainModel } from "./train-model.ts";
export type { TrainingConfig } from "./training.config.ts";
export type {
  EpochFigures,
  LabelledTexts,
  TrainedModel,
  TrainingHistory,
  TrainingOptions,
  TrainingTask,
} from "./training-task.ts";
