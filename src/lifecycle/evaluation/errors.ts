/** @file What can keep an evaluation from being made. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** There is nothing to evaluate on. */
export class NoExamplesError extends LexopsError {
  readonly code = "evaluation/no-examples";
  readonly kind = "invalid-input";
  constructor() {
    super(
      "There are no labelled examples to evaluate on.",
      "Give a file with at least one row that has a text and a label, or hold some out with --test-size.",
    );
  }
}

/** Parts of the input that do not describe the same examples. */
export class UnevenInputError extends LexopsError {
  readonly code = "evaluation/uneven-input";
  readonly kind = "invalid-input";
  constructor(what: string, found: number, expected: number) {
    super(
      `There are ${found} ${what} for ${expected} examples.`,
      "Give one entry for every example, in the same order.",
    );
  }
}

/** Thresholds for labels of which a text has exactly one, and there are more than two. */
export class ThresholdLabelsError extends LexopsError {
  readonly code = "evaluation/threshold-labels";
  readonly kind = "invalid-input";
  constructor(labels: number) {
    super(
      `A threshold decides about one of two labels, or about each label where texts may have several; here texts have one of ${labels}.`,
      "Leave the threshold out: the likeliest label is given. Or train with --multi-label.",
    );
  }
}

/** A curve of a metric that says nothing of these labels. */
export class CurveMetricError extends LexopsError {
  readonly code = "evaluation/curve-metric";
  readonly kind = "invalid-input";
  constructor(metric: string, known: readonly string[], several: boolean) {
    super(
      `No curve is drawn of "${metric}" where a text ${several ? "may have several labels" : "has one label"}.`,
      `Ask for ${known.slice(0, -1).join(", ")} or ${known.at(-1)!}.`,
    );
  }
}

/** The positive label that was asked for is none of the model's. */
export class UnknownPositiveLabelError extends LexopsError {
  readonly code = "evaluation/unknown-positive-label";
  readonly kind = "invalid-input";
  constructor(label: string, known: readonly string[]) {
    super(`The positive label "${label}" is none of the model's labels.`, knownNames(label, known));
  }
}

/** One model alone, where several are to be compared. */
export class TooFewModelsError extends LexopsError {
  readonly code = "evaluation/too-few-models";
  readonly kind = "invalid-input";
  constructor(found: number) {
    super(`A comparison needs two models or more, not ${found}.`, "Name at least two models.");
  }
}

/** Two models that cannot be compared because they answer with different labels. */
export class DifferentLabelsError extends LexopsError {
  readonly code = "evaluation/different-labels";
  readonly kind = "conflict";
  constructor(labelsA: readonly string[], labelsB: readonly string[]) {
    super(
      `The two models answer with different labels: ${labelsA.join(", ")} against ${labelsB.join(", ")}.`,
      "Compare models that were trained on the same labels.",
    );
  }
}
