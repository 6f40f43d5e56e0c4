/** @file A classifier: a text pipeline with the model trained on what it gives. */
import { totalmem } from "node:os";
import { openPredictor, type Predictor } from "../bundle/index.ts";
import type { Calibration, CalibrationConfig } from "../calibration/index.ts";
import { selectLabelSets, type Task } from "../labels/index.ts";
import type { ModelConfig } from "../model/index.ts";
import {
  type FittedTextPipeline,
  fitTextPipeline,
  selectTexts,
  type TextColumn,
  type TextPipelineConfig,
} from "../text/index.ts";
import { cutTextsNotice } from "./cut-texts.ts";
import {
  type ForecastTask,
  forecastSentence,
  forecastTraining,
  operationsPerSecond,
  requireMemory,
} from "./forecast.ts";
import type { PretrainedConfig } from "./pretrained.config.ts";
import { pretrainedWeights, readPretrainedStart, requireRoom } from "./pretrained-start.ts";
import { readStartingVectors } from "./starting-vectors.ts";
import { trainModel } from "./train-model.ts";
import type { TrainingConfig } from "./training.config.ts";
import type { LabelTargets, TrainedModel, TrainingOptions } from "./training-task.ts";

/** Texts with their labels. */
export interface TextsWithLabels extends LabelTargets {
  readonly texts: TextColumn;
}

/** Some of the rows. */
export function selectExamples({ texts, labelIds, labelSets }: TextsWithLabels, rows: Uint32Array): TextsWithLabels {
  return {
    texts: selectTexts(texts, rows),
    labelIds: Int32Array.from(rows, (row) => labelIds[row]!),
    labelSets: labelSets && selectLabelSets(labelSets, rows),
  };
}

/** What decides a classifier besides its data; a recipe is one. */
export interface ClassifierSettings {
  /** `text-classification` when absent. */
  readonly task?: Task | undefined;
  readonly text: TextPipelineConfig;
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
  /** None when absent. */
  readonly calibration?: CalibrationConfig | undefined;
  /** What a transformer starts with. */
  readonly pretrained?: PretrainedConfig | undefined;
  readonly seed: number;
  readonly threads: number;
}

/** The data of one fit. */
export interface ClassifierData {
  readonly labels: readonly string[];
  readonly train: TextsWithLabels;
  readonly validation: TextsWithLabels | null;
}

/** A fitted text pipeline and the model trained on what it gives. */
export interface FittedClassifier {
  readonly task?: Task | undefined;
  readonly labels: readonly string[];
  readonly pipeline: FittedTextPipeline;
  readonly model: TrainedModel;
  /** Training texts of which a part was left out for its length; absent where that is not counted. */
  readonly cutTexts?: number | undefined;
  /** What was fitted where a calibration was asked for; it is in the model's graph already. */
  readonly calibration?: Calibration | undefined;
}

/** Learns the text pipeline from the training texts alone, then trains. @throws what fitting and training throw */
export async function fitUncalibrated(
  settings: ClassifierSettings,
  data: ClassifierData,
  options: TrainingOptions = {},
): Promise<FittedClassifier> {
  const { labels, train, validation } = data;
  const { task, text, training, seed, threads } = settings;
  const { progress, signal, notice } = options;
  const start = settings.pretrained && (await readPretrainedStart(settings.pretrained, settings.model));
  const model = start?.model ?? settings.model;
  const tokenizer = start?.tokenizer;
  const { pipeline, encoded } = await fitTextPipeline(text, train.texts, { threads, progress, signal, tokenizer });
  if (model.type === "transformer/v1" && model.transformer !== null)
    requireRoom(model.transformer, text, pipeline.featureCount);
  const cutTexts = encoded.kind === "tokens" ? encoded.cutTexts : undefined;
  if (cutTexts !== undefined && cutTexts > 0 && text.type === "tokenizer/v1")
    notice?.(cutTextsNotice(cutTexts, train.texts.length, text));
  if (model.type === "transformer/v1" && training.type === "minibatch/v1" && encoded.kind === "tokens")
    await tellForecast(
      { model, size: { labels: labels.length, features: 0, task }, config: training, train: encoded.tokens },
      threads,
      options,
    );
  const targetsOf = ({ labelIds, labelSets }: TextsWithLabels) => ({ labelIds, labelSets });
  const startingVectors =
    (training.type === "minibatch/v1" || training.type === "online/v1") && training.vectors !== null
      ? await readStartingVectors(training.vectors, model, { pipeline, encoded }, options)
      : undefined;
  const trained = await trainModel(
    {
      ...{ startingVectors, task, model, training, labels, seed, threads },
      features: pipeline.featureCount,
      startingWeights: start && pretrainedWeights(start, { labels: labels.length, features: 0, task }, options),
      train: { encoded, ...targetsOf(train) },
      validation:
        validation === null
          ? null
          : {
              encoded: await pipeline.transform(validation.texts, { threads, progress, signal }),
              ...targetsOf(validation),
            },
    },
    options,
  );
  return { task, labels, pipeline, model: trained, cutTexts };
}

/** Says what a training will take. @throws NotEnoughMemoryError where the machine has less */
async function tellForecast(task: ForecastTask, threads: number, { notice }: TrainingOptions): Promise<void> {
  if (task.train.rows === 0) return;
  const forecast = forecastTraining(task);
  requireMemory(forecast, Math.min(process.constrainedMemory() || totalmem(), totalmem()));
  notice?.(forecastSentence(forecast, await operationsPerSecond(threads)));
}

/** Opens a fitted classifier for `work` and closes it after. */
export async function withPredictor<Result>(
  { task, labels, pipeline, model }: FittedClassifier,
  threads: number,
  work: (predictor: Predictor) => Promise<Result>,
): Promise<Result> {
  const predictor = await openPredictor({ task, labels, pipeline, onnx: model.onnx }, { threads });
  try {
    return await work(predictor);
  } finally {
    await predictor.close();
  }
}
