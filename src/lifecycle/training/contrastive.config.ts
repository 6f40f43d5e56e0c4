/** @file Settings of contrastive training. */
import { z } from "zod";
import { optimiserConfig } from "../../numeric/optimise/optimiser.config.ts";
import { convexConfig } from "./convex.config.ts";
import { minibatchConfig } from "./minibatch.config.ts";

const { batchSize, schedule, gradientClip, weightDecay, layerDecay, memory } = minibatchConfig.shape;

/**
 * Pairs of the training texts move a sentence encoder, then logistic regression scores its embeddings: SetFit (Tunstall et
 * al. 2022), for a few labelled texts. The defaults are SetFit's.
 */
export const contrastiveConfig = z.strictObject({
  type: z.literal("contrastive/v1"),
  /** Pairs of each kind that every text begins: with one of the same label, and with one of another. */
  iterations: z.int().min(1).max(10_000).default(20),
  /** Times that all pairs pass. */
  epochs: z.int().min(1).max(1000).default(1),
  /** Pairs of one batch. */
  batchSize: batchSize.default(16),
  optimiser: optimiserConfig.prefault({ type: "adamw/v1", learningRate: 2e-5, epsilon: 1e-8 }),
  schedule,
  gradientClip,
  weightDecay,
  layerDecay,
  memory,
  /** How the logistic regression over the embeddings is fitted. */
  head: convexConfig.omit({ type: true }).prefault({}),
});

export type ContrastiveConfig = z.output<typeof contrastiveConfig>;
