/** @file The majority model: answers with the training set's shares of labels. */

import type { z } from "zod";
import { gather } from "../../numeric/graph/index.ts";
import type { Architecture } from "./architecture.ts";
import type { majorityConfig } from "./majority.config.ts";

/** `log-priors` [1, labels] for every text. */
export const majority: Architecture<z.output<typeof majorityConfig>> = {
  encoding: "none",
  trainings: ["none/v1"],
  weights: (_config, { labels }) => [{ name: "log-priors", shape: [1, labels], limit: 0 }],
  scores: ({ batch }, weights) => gather(weights["log-priors"]!, batch!),
};
