/** @file A linear support vector machine over compressed rows. */
import type { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { linearScores, linearWeights } from "./linear-scores.ts";
import type { linearSvmConfig } from "./linear-svm.config.ts";

/** Scores are margins: how far a text lies on a label's side. Only a calibration makes probabilities of them. */
export const linearSvm: Architecture<z.output<typeof linearSvmConfig>> = {
  encoding: "rows",
  trainings: ["dual-coordinate/v1"],
  link: "one-vs-rest",
  weights: (_config, size) => linearWeights(size),
  scores: linearScores,
};
