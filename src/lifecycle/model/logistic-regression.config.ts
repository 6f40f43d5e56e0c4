/** @file Settings of the linear model. */
import { z } from "zod";

/** Logistic regression over sparse features; how it is penalised belongs to its training (`convex/v1`, `ftrl-proximal/v1`). */
export const logisticRegressionConfig = z.strictObject({ type: z.literal("logistic-regression/v1") });
