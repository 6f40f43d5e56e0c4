/** @file What can go wrong between a tokenizer's files and the ids of a text. */
import { LexopsError } from "../../../foundation/index.ts";

/** A tokenizer whose files contradict themselves or are cut short. */
export class InvalidTokenizerError extends LexopsError {
  readonly code = "text/invalid-tokenizer";
  readonly kind = "invalid-input";
  constructor(where: string, problem: string, options?: ErrorOptions) {
    super(
      `The tokenizer can't be read: at ${where}, ${problem}.`,
      "Take the files anew from where the model came from, or write them again with the tokenizers package.",
      options,
    );
  }
}

/** A part of a kind that is not known here. */
export class UnsupportedTokenizerError extends LexopsError {
  readonly code = "text/unsupported-tokenizer";
  readonly kind = "invalid-input";
  constructor(where: string, what: string, known: readonly string[]) {
    super(
      `The tokenizer can't be used: ${where} is ${what}, which is not supported.`,
      `Use a tokenizer with one of: ${known.join(", ")}.`,
    );
  }
}

/** A place without a tokenizer. */
export class NoTokenizerError extends LexopsError {
  readonly code = "text/no-tokenizer";
  readonly kind = "not-found";
  constructor(place: string) {
    super(
      `There is no tokenizer at ${place}.`,
      "Name a tokenizer.json, or a folder with tokenizer.json, vocab.txt, or vocab.json and merges.txt.",
    );
  }
}

/** Windows that would not move on. */
export class InvalidStrideError extends LexopsError {
  readonly code = "text/invalid-stride";
  readonly kind = "invalid-input";
  constructor(stride: number, room: number) {
    super(
      `Windows of ${room} tokens can't share ${stride} with the one before: allowed are whole numbers from 0 to ${room - 1}.`,
      "Share fewer tokens, or allow longer rows.",
    );
  }
}

/** Texts without a single word. */
export class NothingToLearnError extends LexopsError {
  readonly code = "text/nothing-to-learn";
  readonly kind = "invalid-input";
  constructor(texts: number) {
    super(
      `A tokenizer can't be learnt: there is no word in ${texts} texts.`,
      "Check that the column of the texts was named (--text COLUMN).",
    );
  }
}

/** Rows that are too short for any token of a text. */
export class NoRoomForTokensError extends LexopsError {
  readonly code = "text/no-room-for-tokens";
  readonly kind = "invalid-input";
  constructor(maxLength: number, specials: number) {
    super(
      `Texts can't be cut to ${maxLength} tokens: ${specials} special ones are put around each, and none would be left for the text.`,
      `Allow at least ${specials + 1} tokens, or leave the special ones out.`,
    );
  }
}
