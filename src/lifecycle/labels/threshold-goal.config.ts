/** @file What thresholds are chosen for. */
import { z } from "zod";

/** "f1", "precision=0.9", "recall=0.95", or one probability for all labels. */
export const thresholdGoalConfig = z.union([
  z.number().min(0).max(1),
  z
    .string()
    .regex(
      /^(f1|((precision|recall)=)?(0|1|0?\.\d+|1\.0+|0\.0*))$/,
      "must be f1, precision=SHARE, recall=SHARE or a number from 0 to 1",
    ),
]);

export type ThresholdGoalText = z.output<typeof thresholdGoalConfig>;
