/** @file What can be wrong with a sentence encoder. */
import { LexopsError } from "../../foundation/index.ts";

/** A file of sentence-transformers that asks for something else, or is broken. */
export class BadSentenceSettingsError extends LexopsError {
  readonly code = "embedding/bad-settings";
  readonly kind = "invalid-input";
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      `The sentence encoder's ${file} can't be used: ${problem}.`,
      "Take a model that pools by the mean or by the first token.",
      options,
    );
  }
}
