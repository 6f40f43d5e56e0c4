/** @file Settings of training. */
import { z } from "zod";
import { contrastiveConfig } from "./contrastive.config.ts";
import { convexConfig } from "./convex.config.ts";
import { countingConfig } from "./counting.config.ts";
import { dualCoordinateConfig } from "./dual-coordinate.config.ts";
import { ftrlProximalConfig } from "./ftrl-proximal.config.ts";
import { logCountRatioConfig } from "./log-count-ratio.config.ts";
import { minibatchConfig } from "./minibatch.config.ts";
import { noneConfig } from "./none.config.ts";
import { onlineConfig } from "./online.config.ts";

/** How weights are found. Each model says which of these it takes. */
export const trainingConfig = z.discriminatedUnion("type", [
  noneConfig,
  convexConfig,
  ftrlProximalConfig,
  countingConfig,
  logCountRatioConfig,
  dualCoordinateConfig,
  minibatchConfig,
  contrastiveConfig,
  onlineConfig,
]);

export type TrainingConfig = z.output<typeof trainingConfig>;
