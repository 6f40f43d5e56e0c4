/** @file Failures of training. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** A model was given a training that cannot fit it. */
export class WrongTrainingError extends LexopsError {
  readonly code = "training/wrong-training";
  readonly kind = "invalid-input";
  constructor(model: string, training: string, accepted: readonly string[]) {
    super(
      `The model "${model}" cannot be trained by "${training}".`,
      `Set training.type to ${accepted.map((type) => `"${type}"`).join(" or ")}.`,
    );
  }
}

/** There is nothing, or nothing to tell apart, to learn from. */
export class TooLittleDataError extends LexopsError {
  readonly code = "training/too-little-data";
  readonly kind = "invalid-input";
  constructor(problem: string) {
    super(`Training is not possible: ${problem}.`, "Give at least one example of each of two labels or more.");
  }
}

/** What needs all texts at once was to be trained in a stream. */
export class NotStreamableError extends LexopsError {
  readonly code = "training/not-streamable";
  readonly kind = "invalid-input";
  constructor(what: string, remedy: string) {
    super(`Training in a stream is not possible with ${what}.`, `Train without --stream, in memory, or ${remedy}.`);
  }
}

/** The numbers of a stream found no room on disk. */
export class StreamNotStoredError extends LexopsError {
  readonly code = "training/stream-not-stored";
  readonly kind = "unavailable";
  constructor(file: string, cause: Error) {
    super(
      `Training in a stream could not write its temporary file ${file}: ${cause.message}.`,
      "Make room there, or set TMPDIR to a folder on a larger disk.",
      { cause },
    );
  }
}

/** A linear model with more weights than memory is meant to hold. */
export class TooManyWeightsError extends LexopsError {
  readonly code = "training/too-many-weights";
  readonly kind = "too-large";
  constructor(features: number, labels: number, most: number) {
    const fitting = 2 ** Math.floor(Math.log2(most / labels));
    super(
      `A model of ${features} features and ${labels} labels has ${features * labels} weights; at most ${most} are allowed.`,
      `Hash into fewer columns: --set text.features=${fitting}.`,
    );
  }
}

/** The loss left the numbers that mean anything. */
export class DivergedError extends LexopsError {
  readonly code = "training/diverged";
  readonly kind = "invalid-input";
  constructor(facts: { readonly epoch: number; readonly step: number; readonly learningRate: number; loss: number }) {
    const { epoch, step, learningRate, loss } = facts;
    super(
      `Training diverged: the loss was ${loss} at step ${step} (epoch ${epoch}), with a learning rate of ${learningRate}.`,
      `Try a learning rate of ${Number((learningRate / 10).toPrecision(3))}, a warm-up (schedule.warmupSteps) or gradientClip: 1.`,
    );
  }
}

/** A setting names a figure that training does not compute. */
export class UnknownMetricError extends LexopsError {
  readonly code = "training/unknown-metric";
  readonly kind = "invalid-input";
  constructor(name: string, known: readonly string[]) {
    super(`No figure of the training's history is named "${name}" (checkpointMetric.name).`, knownNames(name, known));
  }
}

/** A class weight is set for a label that the data do not have. */
export class UnknownLabelWeightError extends LexopsError {
  readonly code = "training/unknown-label-weight";
  readonly kind = "invalid-input";
  constructor(label: string, labels: readonly string[]) {
    super(`classWeights names the label "${label}", which the data do not have.`, knownNames(label, labels));
  }
}

/** A checkpoint belongs to other settings or other data. */
export class ForeignCheckpointError extends LexopsError {
  readonly code = "training/foreign-checkpoint";
  readonly kind = "conflict";
  constructor(file: string) {
    super(
      `The checkpoint ${file} was made with other settings or other data than this training has.`,
      "Resume with the settings and the data it was begun with, or start over without --resume.",
    );
  }
}

/** A checkpoint's content is not what was written. */
export class BrokenCheckpointError extends LexopsError {
  readonly code = "training/broken-checkpoint";
  readonly kind = "invalid-input";
  constructor(file: string, problem: string) {
    super(`The checkpoint ${file} cannot be read: ${problem}.`, "Delete it and start over without --resume.");
  }
}

/** A checkpoint could not be written; training cannot promise to be resumable. */
export class CheckpointNotWrittenError extends LexopsError {
  readonly code = "training/checkpoint-not-written";
  readonly kind = "unavailable";
  constructor(folder: string, cause: Error) {
    super(
      `No checkpoint could be written into ${folder}: ${cause.message}.`,
      "Make room there, allow writing, or name another folder.",
      { cause },
    );
  }
}

/** A model that is not fast-text was to be made smaller. */
export class CannotShrinkError extends LexopsError {
  readonly code = "training/cannot-shrink";
  readonly kind = "invalid-input";
  constructor() {
    super(
      "Only fast-text models can be shrunk to a size (maxSizeBytes).",
      "Leave --max-size out, or train with --recipe fast-text.",
    );
  }
}

/** No feature fits into the wished size. */
export class SizeTooSmallError extends LexopsError {
  readonly code = "training/size-too-small";
  readonly kind = "invalid-input";
  constructor(maxSizeBytes: number, leastBytes: number) {
    super(
      `The model can't be shrunk to ${maxSizeBytes} bytes: with a single feature it has ${leastBytes}.`,
      "Wish for more, or train with a smaller embedding (model.width) or fewer labels.",
    );
  }
}

/** Word vectors are of no use without words, or without an embedding. */
export class VectorsWithoutWordsError extends LexopsError {
  readonly code = "training/vectors-without-words";
  readonly kind = "invalid-input";
  constructor(file: string, text: string, model: string) {
    super(
      `The vectors of ${file} can't be used: they belong to words, but the text pipeline is "${text}" and the model "${model}".`,
      'Choose a model with an embedding and text.type "word-ids/v1" or "ngram-ids/v1", or leave the vectors out.',
    );
  }
}

/** Settings about layers for a model that has none. */
export class WrongTrainableError extends LexopsError {
  readonly code = "training/wrong-trainable";
  readonly kind = "invalid-input";
  constructor(model: string) {
    super(
      `"training.trainable" and "training.layerDecay" are about the layers of a transformer, but the model is "${model}".`,
      'Leave them out, or set model.type to "transformer/v1".',
    );
  }
}

/** A pre-trained model for a model that is no transformer. */
export class PretrainedForOtherModelError extends LexopsError {
  readonly code = "training/pretrained-for-other-model";
  readonly kind = "invalid-input";
  constructor(model: string) {
    super(
      `The recipe names a pre-trained model, but its own model is "${model}", which can't start with it.`,
      'Set model.type to "transformer/v1", as the recipe "fine-tune" has it, or leave "pretrained" out.',
    );
  }
}

/** Texts may be longer than the transformer has positions. */
export class PositionsExceededError extends LexopsError {
  readonly code = "training/positions-exceeded";
  readonly kind = "invalid-input";
  constructor(maxLength: number, longest: number) {
    super(
      `Texts may have ${maxLength} tokens (text.maxLength), but the transformer has positions for ${longest}.`,
      `Set text.maxLength to ${longest} or less.`,
    );
  }
}

/** A tokenizer gives ids that have no embedding. */
export class VocabularyExceededError extends LexopsError {
  readonly code = "training/vocabulary-exceeded";
  readonly kind = "invalid-input";
  constructor(tokens: number, embeddings: number) {
    super(
      `The tokenizer has ${tokens} tokens, but the transformer has embeddings for ${embeddings}.`,
      "Use the tokenizer that came with the model.",
    );
  }
}

/** A training that needs more memory than there is. */
export class NotEnoughMemoryError extends LexopsError {
  readonly code = "training/not-enough-memory";
  readonly kind = "too-large";
  constructor(neededBytes: number, availableBytes: number) {
    const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
    super(
      `The training would need about ${gigabytes(neededBytes)} of memory, but there are ${gigabytes(availableBytes)}.`,
      "Make training.batchSize smaller (and training.accumulate larger), make text.maxLength smaller, set training.memory=low, or move fewer weights: --recipe fine-tune-lora, or training.trainable={type: last-layers, layers: 2}.",
    );
  }
}

/** A language model without texts. */
export class NoTextsToTrainError extends LexopsError {
  readonly code = "training/no-texts";
  readonly kind = "invalid-input";
  constructor() {
    super(
      "There is no text to train on: the file has none, or all were held out.",
      "Give more texts, or hold fewer out: --validation-size 0.",
    );
  }
}
