/** @file Naive Bayes over compressed rows: a linear model of logarithms of counts. */
import type { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { linearScores, linearWeights } from "./linear-scores.ts";
import type { naiveBayesConfig } from "./naive-bayes.config.ts";

/** Scores are logarithms of joint probabilities, but for what all labels have in common. */
export const naiveBayes: Architecture<z.output<typeof naiveBayesConfig>> = {
  encoding: "rows",
  trainings: ["counting/v1"],
  weights: (_config, size) => linearWeights(size),
  scores: linearScores,
};
