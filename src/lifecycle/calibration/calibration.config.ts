/** @file Settings of calibration. */
import { z } from "zod";

/** How probabilities are made to mean what they say, once a model is trained. */
export const calibrationConfig = z.strictObject({
  /**
   * `platt`: a sigmoid of each label's score (Platt 1999); `isotonic`: any rising function of it (Zadrozny & Elkan 2002),
   * for a thousand examples or more; `temperature`: all scores divided by one number (Guo et al. 2017), which never
   * changes which label is the likeliest.
   */
  method: z.enum(["none", "platt", "isotonic", "temperature"]).default("none"),
  /** Parts of the training set that are scored by models trained on the others, where there is no validation set. */
  folds: z.int().min(2).max(20).default(5),
});

export type CalibrationConfig = z.output<typeof calibrationConfig>;
