/** @file Training: from encoded texts and labels to a model. */
export {
  type ClassifierData,
  type ClassifierSettings,
  type FittedClassifier,
  selectExamples,
  type TextsWithLabels,
  withPredictor,
} from "./classifier.ts";
export { NotStreamableError } from "./errors.ts";
export { fitClassifier } from "./fit-classifier.ts";
export { heldOut } from "./held-out-logits.ts";
export { languageModelTraining } from "./language-model-training.ts";
export type { Masking } from "./masked-tokens.ts";
export { nestedOrder, sampleStrata } from "./nested-samples.ts";
export { type OutOfFold, outOfFold } from "./out-of-fold.ts";
export type { FoldRows } from "./score-folds.ts";
export { type ShrinkFacts, shrinkClassifier } from "./shrink-classifier.ts";
export { streamedTraining } from "./streamed-training.ts";
export { trainLanguageModel } from "./train-language-model.ts";
export { requireTrainable, trainModel } from "./train-model.ts";
export type { TrainingConfig } from "./training.config.ts";
export type {
  EpochFigures,
  LabelledTexts,
  LabelTargets,
  TrainedModel,
  TrainingHistory,
  TrainingOptions,
  TrainingTask,
} from "./training-task.ts";
