/** @file What can be wrong with the input of a fit. */
import { LexopsError } from "../../foundation/index.ts";

/** Labels that do not fit the rows or the classes. */
export class LabelMismatchError extends LexopsError {
  readonly code = "numeric/label-mismatch";
  readonly kind = "invalid-input";
  constructor(fault: string) {
    super(
      `A logistic regression can't be fitted: ${fault}.`,
      "Give one label id from 0 for each row, below the number of classes.",
    );
  }
}
