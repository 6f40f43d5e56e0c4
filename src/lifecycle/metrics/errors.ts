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

/** A test by swapping answers of a metric that needs more than the answers. */
export class MetricNotSwappableError extends LexopsError {
  readonly code = "metrics/not-swappable";
  readonly kind = "invalid-input";
  constructor(name: string) {
    super(
      `Approximate randomisation cannot test "${name}", which needs the scores of all examples together.`,
      'Test a metric of labels, such as "accuracy" or "f1", or "log-loss".',
    );
  }
}
