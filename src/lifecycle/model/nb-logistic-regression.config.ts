/** @file Settings of logistic regression over log-count ratios. */
import { z } from "zod";

/** Logistic regression over features scaled by their log-count ratio; how it is fitted belongs to its training (`log-count-ratio/v1`). */
export const nbLogisticRegressionConfig = z.strictObject({ type: z.literal("nb-logistic-regression/v1") });
