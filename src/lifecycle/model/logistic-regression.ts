/** @file Logistic regression over compressed rows. */
import type { z } from "zod";
import { sparseDense } from "../../numeric/graph/index.ts";
import { type Architecture, outputsFor } from "./architecture.ts";
import type { logisticRegressionConfig } from "./logistic-regression.config.ts";

/** Scores = rows · `dense.weight` [features, outputs] + `dense.bias` [outputs]. */
export const logisticRegression: Architecture<z.output<typeof logisticRegressionConfig>> = {
  encoding: "rows",
  trainings: ["convex/v1"],
  weights: (_config, size) => [
    { name: "dense.weight", shape: [size.features, outputsFor(size)], limit: 0 },
    { name: "dense.bias", shape: [outputsFor(size)], limit: 0 },
  ],
  scores: ({ indices, values, offsets }, weights) =>
    sparseDense(
      { indices: indices!, values: values!, offsets: offsets! },
      weights["dense.weight"]!,
      weights["dense.bias"]!,
    ),
};
