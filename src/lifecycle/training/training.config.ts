/** @file Settings of training. */
import { z } from "zod";

/** How weights are found. */
export const trainingConfig = z.strictObject({ type: z.literal("none/v1") });

export type TrainingConfig = z.output<typeof trainingConfig>;
