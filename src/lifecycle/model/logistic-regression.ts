/** @file Logistic regression over compressed rows. */
import type { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { linearScores, linearWeights } from "./linear-scores.ts";
import type { logisticRegressionConfig } from "./logistic-regression.config.ts";

/** Scores = rows · `dense.weight` [features, outputs] + `dense.bias` [outputs]. */
export const logisticRegression: Architecture<z.output<typeof logisticRegressionConfig>> = {
  encoding: "rows",
  trainings: ["convex/v1", "ftrl-proximal/v1"],
  weights: (_config, size) => linearWeights(size),
  scores: linearScores,
};
