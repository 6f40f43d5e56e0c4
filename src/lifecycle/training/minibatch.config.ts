/** @file Settings of training in shuffled mini-batches. */
import { z } from "zod";
import { optimiserConfig, weightDecayConfig } from "../../numeric/optimise/optimiser.config.ts";
import { scheduleConfig } from "../../numeric/optimise/schedule.config.ts";
import { lossConfig } from "../model/loss.config.ts";
import { classWeightsConfig } from "./class-weights.config.ts";

/** Epochs of shuffled mini-batches with an optimiser: for networks. The defaults are Keras' where it has one. */
export const minibatchConfig = z.strictObject({
  type: z.literal("minibatch/v1"),
  epochs: z.int().min(1).max(100_000).default(8),
  /** Examples of one batch; the last batch of an epoch has what is left. */
  batchSize: z.int().min(1).default(32),
  /** Batches whose gradients are averaged before each step. */
  accumulate: z.int().min(1).default(1),
  /**
   * A `.vec` file of word vectors, as wide as the embedding, with which the embedding starts; frozen, it stays so. Words
   * that the file lacks start at random.
   */
  vectors: z
    .strictObject({ file: z.string().min(1), frozen: z.boolean().default(false) })
    .nullable()
    .default(null),
  /** What is made small, averaged over the examples of a batch. */
  loss: lossConfig.prefault({ type: "cross-entropy/v1" }),
  optimiser: optimiserConfig.prefault({ type: "adam/v1" }),
  schedule: scheduleConfig.prefault({ type: "constant/v1" }),
  /** Scales the gradient of all weights down to this Euclidean norm where it is longer. */
  gradientClip: z.number().positive().nullable().default(null),
  /**
   * The longest that the weights into each output of the last layer may be (Euclidean norm): longer ones are scaled down
   * to it after each step. Kim 2014 has 3 for text-cnn; no limit when absent.
   */
  maxNorm: z.number().positive().optional(),
  /**
   * Decay by weight: the first entry whose `weights` (a name such as "dense.bias", or "embedding.*") fits decides. Added
   * to the gradient (l2) by Adam and SGD, taken from the weight itself by AdamW.
   */
  weightDecay: weightDecayConfig.default([]),
  classWeights: classWeightsConfig.default(null),
  /** Which weights of a transformer move: all, the head alone, or the head and the last layers. All when absent. */
  trainable: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("all") }),
      z.strictObject({ type: z.literal("head") }),
      z.strictObject({ type: z.literal("last-layers"), layers: z.int().min(1) }),
    ])
    .optional(),
  /** Each layer of a transformer learns at this share of the rate of the one behind it (Howard & Ruder 2018). 1 when absent. */
  layerDecay: z.number().positive().max(1).optional(),
  /** `low` computes a transformer's layers again on the way back, in place of keeping what they computed: slower, smaller. */
  memory: z.literal("low").optional(),
  /** Puts texts of about the same length into a batch, so that little is padded; batches still come in random order. */
  groupByLength: z.boolean().optional(),
  /**
   * The figure whose best epoch gives the weights that are kept, by its name in the history; null keeps the last epoch's.
   * Without a validation set, a "validation-…" figure does not exist and the last epoch's are kept.
   */
  checkpointMetric: z
    .strictObject({ name: z.string().min(1), direction: z.enum(["lower", "higher"]) })
    .nullable()
    .default({ name: "validation-loss", direction: "lower" }),
  /** Ends training when the metric has not got better by more than `minDelta` for `patience` epochs. */
  earlyStopping: z
    .strictObject({ patience: z.int().min(1).default(3), minDelta: z.number().min(0).default(0) })
    .nullable()
    .default(null),
});

export type MinibatchConfig = z.output<typeof minibatchConfig>;
