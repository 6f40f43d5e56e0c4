/** @file What training is given and what it gives. */
import type { Progress } from "../../foundation/index.ts";
import type { TensorData } from "../../numeric/graph/index.ts";
import type { LabelSets, Task } from "../labels/index.ts";
import type { ModelConfig } from "../model/index.ts";
import type { EncodedTexts } from "../text/index.ts";
import type { TrainingConfig } from "./training.config.ts";

/** What is true of texts: one label each, or a set of labels each. */
export interface LabelTargets {
  /** [texts], each in [0, labels); of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  /** Present exactly where the task is `multi-label-text-classification`. */
  readonly labelSets?: LabelSets | undefined;
}

/** Encoded texts with their labels. */
export interface LabelledTexts extends LabelTargets {
  readonly encoded: EncodedTexts;
}

/** Rows of an embedding that do not start at random. */
export interface StartingVectors {
  /** Row-major [vocabulary, width]. */
  readonly vectors: Float32Array;
  /** [vocabulary, or its first rows] 1 where a row starts with its vector. */
  readonly isFound: Uint8Array;
}

/** Everything that decides a model's bits. */
export interface TrainingTask {
  readonly model: ModelConfig;
  readonly training: TrainingConfig;
  /** `text-classification` when absent. */
  readonly task?: Task | undefined;
  readonly labels: readonly string[];
  /** `featureCount` of the pipeline. */
  readonly features: number;
  readonly train: LabelledTexts;
  readonly validation: LabelledTexts | null;
  /** What the embedding starts with, where it is not random. */
  readonly startingVectors?: StartingVectors | undefined;
  /** Weights that do not start at random, by name. */
  readonly startingWeights?: Readonly<Record<string, Float32Array>> | undefined;
  readonly seed: number;
  readonly threads: number;
}

/** How a training is run. */
export interface TrainingOptions {
  /** Where checkpoints are kept while it runs; removed by the caller once the bundle is written. */
  readonly checkpointFolder?: string | undefined;
  /** Longest time between checkpoints; there is one at the end of each epoch anyway. Some seconds unless told. */
  readonly checkpointIntervalMs?: number | undefined;
  /** Goes on from the checkpoint folder where it holds one for the same task. */
  readonly resume?: boolean | undefined;
  readonly progress?: Progress | undefined;
  /** Told what a person should know. */
  readonly notice?: ((message: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each epoch (or iteration) of this run, once its figures are known. */
  readonly onEpoch?: ((epoch: EpochFigures) => void) | undefined;
}

/** The figures of one epoch (or iteration). */
export interface EpochFigures {
  /** From 1. */
  readonly epoch: number;
  /** For example `{ loss, "validation-loss", "validation-accuracy", "learning-rate" }`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What happened, epoch by epoch (or iteration by iteration). */
export interface TrainingHistory {
  readonly epochs: readonly EpochFigures[];
  /** The epoch whose weights were kept, from 1; 0 where there are no epochs. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}

/** A trained model. */
export interface TrainedModel {
  /** The forward graph with its weights. */
  readonly onnx: Uint8Array;
  readonly weights: Readonly<Record<string, TensorData>>;
  readonly history: TrainingHistory;
}
