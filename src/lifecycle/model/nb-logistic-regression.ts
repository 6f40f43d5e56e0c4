/** @file Logistic regression over log-count ratios (Wang & Manning 2012); the ratios are in the weights. */
import type { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { linearScores, linearWeights } from "./linear-scores.ts";
import type { nbLogisticRegressionConfig } from "./nb-logistic-regression.config.ts";

/** Scores each label against the rest. */
export const nbLogisticRegression: Architecture<z.output<typeof nbLogisticRegressionConfig>> = {
  encoding: "rows",
  trainings: ["log-count-ratio/v1"],
  link: "one-vs-rest",
  weights: (_config, size) => linearWeights(size),
  scores: linearScores,
};
