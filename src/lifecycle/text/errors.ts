/** @file What can go wrong between a text and its features. */
import { LexopsError } from "../../foundation/index.ts";

/** A token pattern that Python would refuse, or that has no exact equivalent here. */
export class BadTokenPatternError extends LexopsError {
  readonly code = "text/bad-token-pattern";
  readonly kind = "invalid-input";
  constructor(pattern: string, problem: string, options?: ErrorOptions) {
    super(
      `The token pattern ${JSON.stringify(pattern)} can't be used: ${problem}.`,
      'Write it in Python\'s regular-expression syntax with at most one group, for example "(?u)\\b\\w\\w+\\b".',
      options,
    );
  }
}

/** No term at all was found. */
export class EmptyVocabularyError extends LexopsError {
  readonly code = "text/empty-vocabulary";
  readonly kind = "invalid-input";
  constructor(texts: number) {
    super(
      `The vocabulary is empty: no terms were found in ${texts} texts.`,
      "Check that the text column holds words, and that stopWords and tokenPattern leave some of them.",
    );
  }
}

/** Terms were found, but the limits on document frequency leave none. */
export class NothingRemainsError extends LexopsError {
  readonly code = "text/no-terms-remain";
  readonly kind = "invalid-input";
  constructor(facts: {
    readonly terms: number;
    readonly texts: number;
    readonly least: number;
    readonly most: number;
  }) {
    super(
      `After pruning, no terms remain: none of ${facts.terms} terms occurs in ${facts.least} to ${facts.most} of ${facts.texts} texts.`,
      "Lower minDf or raise maxDf.",
    );
  }
}

/** `maxDf` allows fewer documents than `minDf` asks for. */
export class DocumentFrequencyRangeError extends LexopsError {
  readonly code = "text/document-frequency-range";
  readonly kind = "invalid-input";
  constructor(facts: {
    readonly minDf: number;
    readonly maxDf: number;
    readonly least: number;
    readonly most: number;
  }) {
    super(
      `maxDf ${facts.maxDf} allows at most ${facts.most} texts, fewer than the ${facts.least} that minDf ${facts.minDf} asks for.`,
      "Lower minDf or raise maxDf; numbers below 1 are shares of the texts.",
    );
  }
}

/** A stored vocabulary or its weights are not what `files()` wrote. */
export class BadVocabularyError extends LexopsError {
  readonly code = "text/bad-vocabulary";
  readonly kind = "invalid-input";
  constructor(file: string, problem: string) {
    super(
      `The file "${file}" of the text pipeline is not valid: ${problem}.`,
      "Use the bundle as it was written; if it was edited, train again.",
    );
  }
}

/** A file of word vectors is not there or can't be read. */
export class UnreadableVectorsError extends LexopsError {
  readonly code = "text/unreadable-vectors";
  readonly kind = "invalid-input";
  constructor(file: string, reason: string, cause?: unknown) {
    super(`The word vectors in ${file} can't be read: ${reason}.`, "Check the path and its permissions.", { cause });
  }
}

/** A file of word vectors is not what its format demands. */
export class BadVectorsError extends LexopsError {
  readonly code = "text/bad-vectors";
  readonly kind = "invalid-input";
  constructor(file: string, line: number, problem: string) {
    super(
      `${file}, line ${line}: ${problem}.`,
      'Give a file in fastText\'s .vec format: a line "<words> <width>", then each word with its numbers on a line. GloVe files lack the first line: add it.',
    );
  }
}

/** Word vectors have another width than the model. */
export class VectorWidthError extends LexopsError {
  readonly code = "text/vector-width";
  readonly kind = "invalid-input";
  constructor(file: string, found: number, wanted: number) {
    super(
      `The word vectors in ${file} have ${found} numbers each, but the model's embedding has ${wanted}.`,
      `Set the embedding's width to ${found}, or use vectors of ${wanted} numbers.`,
    );
  }
}

/** The pipeline uses a checkpoint's tokenizer, and there is no checkpoint. */
export class NoTokenizerGivenError extends LexopsError {
  readonly code = "text/no-tokenizer-given";
  readonly kind = "invalid-input";
  constructor() {
    super(
      'The text pipeline "tokenizer/v1" takes its tokenizer from a pre-trained model, but the recipe names none.',
      'Set "pretrained" in the recipe, or --pretrained, to a Hugging Face folder or the name of an imported model.',
    );
  }
}
