/** @file The recipe: one strict, versioned document with every setting that makes a bundle. */
import { z } from "zod";
import { calibrationConfig } from "../calibration/calibration.config.ts";
import { columnsConfig } from "../data/columns.config.ts";
import { splitConfig } from "../data/split.config.ts";
import { evaluationConfig } from "../evaluation/evaluation.config.ts";
import { taskConfig } from "../labels/task.config.ts";
import { thresholdGoalConfig } from "../labels/threshold-goal.config.ts";
import { modelConfig } from "../model/model.config.ts";
import { textPipelineConfig } from "../text/text-pipeline.config.ts";
import { pretrainedConfig } from "../training/pretrained.config.ts";
import { trainingConfig } from "../training/training.config.ts";

/** Every setting that makes a bundle, with every default written out. */
export const recipeConfig = z.strictObject({
  format: z.literal("lexops-recipe/v1"),
  /** For people. */
  name: z.string().min(1),
  /** `text-classification` when absent. */
  task: taskConfig.optional(),
  columns: columnsConfig.prefault({}),
  /** SHA-256 of the data file, once known; training on another file warns. */
  dataDigest: z.string().nullable().default(null),
  split: splitConfig.prefault({}),
  seed: z.int().min(0).default(0),
  /** Part of what decides a model's bits. */
  threads: z.int().min(1).max(256).default(2),
  /** Trains in one pass over the data, in bounded memory; in memory when absent. */
  stream: z.boolean().optional(),
  /** The model whose tokenizer and weights a transformer starts with. */
  pretrained: pretrainedConfig.optional(),
  text: textPipelineConfig,
  model: modelConfig,
  training: trainingConfig,
  calibration: calibrationConfig.prefault({}),
  /** Leaves features out and quantises the others until the model's files fit; for fast-text. */
  maxSizeBytes: z.int().min(1).nullable().default(null),
  /** What thresholds are chosen for; when absent the likeliest label is given, or each label from 0.5 on. */
  threshold: thresholdGoalConfig.optional(),
  evaluation: evaluationConfig.prefault({}),
});

export type Recipe = z.output<typeof recipeConfig>;
