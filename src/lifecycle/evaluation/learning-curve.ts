/** @file The training history that came with a model, if it has one. */
import { z } from "zod";
import { parseConfig } from "../../foundation/index.ts";
import type { LearningCurve } from "./report.ts";

const historyShape = z.object({
  epochs: z.array(z.object({ epoch: z.number(), metrics: z.record(z.string(), z.number()) })),
  bestEpoch: z.number(),
  stoppedEarly: z.boolean(),
});

/** Reads a training history. @throws InvalidConfigError when it is something else */
export function learningCurve(history: unknown): LearningCurve | null {
  return history === undefined || history === null ? null : parseConfig(historyShape, history, "The training history");
}
