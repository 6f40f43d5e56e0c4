/** @file What can be wrong with the input of a fit. */
import { LexopsError } from "../../foundation/index.ts";

/** Labels that do not fit the rows or the classes. */
export class LabelMismatchError extends LexopsError {
  readonly code = "numeric/label-mismatch";
  readonly kind = "invalid-input";
  constructor(model: string, fault: string) {
    super(
      `The fit of ${model} is not possible: ${fault}.`,
      "Give one label id from 0 for each row, below the number of classes.",
    );
  }
}

/** A model of counts was given what is none: nothing occurs less than never. */
export class NegativeFeatureError extends LexopsError {
  readonly code = "numeric/negative-feature";
  readonly kind = "invalid-input";
  constructor(row: number, value: number) {
    super(
      `This model counts features, but row ${row} holds the value ${value}.`,
      "Use text.type tfidf/v1, or hashing/v1 with text.alternateSign=false.",
    );
  }
}
