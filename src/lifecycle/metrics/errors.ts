/** @file What can be wrong with predictions that are to be measured. */
import { LexopsError } from "../../foundation/index.ts";

/** Labels and probabilities that do not fit each other, or are no probabilities. */
export class InvalidPredictionsError extends LexopsError {
  readonly code = "metrics/invalid-predictions";
  readonly kind = "invalid-input";
  constructor(problem: string) {
    super(
      `These predictions cannot be measured: ${problem}.`,
      "Give one label id in [0, labels) and one row of finite probabilities per example.",
    );
  }
}
