/** @file What can be wrong with a request for text. */
import { LexopsError } from "../../foundation/index.ts";

/** A model that says nothing of the next token. */
export class NotAGeneratorError extends LexopsError {
  readonly code = "generation/not-a-generator";
  readonly kind = "invalid-input";
  constructor(folder: string, architecture: string, known: readonly string[]) {
    super(
      `"${folder}" is a ${architecture} model, which can't write text.`,
      `Take a model of one of these types: ${known.join(", ")}.`,
    );
  }
}

/** A prompt that leaves no place for another token. */
export class PromptTooLongError extends LexopsError {
  readonly code = "generation/prompt-too-long";
  readonly kind = "too-large";
  constructor(tokens: number, positions: number) {
    super(
      `The prompt has ${tokens} tokens, but the model has ${positions} positions for the prompt and what it writes.`,
      "Shorten the prompt, or take a model with more positions.",
    );
  }
}

/** An empty prompt, and no token that could stand for the start. */
export class NoStartTokenError extends LexopsError {
  readonly code = "generation/no-start-token";
  readonly kind = "invalid-input";
  constructor() {
    super("The prompt is empty, and the model names no token that begins or ends a text.", "Give a prompt.");
  }
}

/** A prompt with a token that the model has no embedding for. */
export class UnknownTokenIdError extends LexopsError {
  readonly code = "generation/unknown-token-id";
  readonly kind = "invalid-input";
  constructor(id: number, vocabularySize: number) {
    super(
      `The prompt has the token ${id}, but the model knows ${vocabularySize} tokens, from 0.`,
      "The folder's tokenizer.json is another model's: copy the folder again from where it was made.",
    );
  }
}
