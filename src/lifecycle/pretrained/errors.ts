/** @file What can be wrong with a folder of a pre-trained model. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** There is nothing at the path. */
export class PretrainedFolderNotFoundError extends LexopsError {
  readonly code = "pretrained/not-found";
  readonly kind = "not-found";
  constructor(folder: string) {
    super(
      `There is no folder at "${folder}".`,
      'Check the path; "lexops models pull OWNER/NAME" fetches a model from the Hugging Face Hub.',
    );
  }
}

/** Something is at the path, but it is not a model's folder. */
export class NotAPretrainedFolderError extends LexopsError {
  readonly code = "pretrained/not-a-model-folder";
  readonly kind = "invalid-input";
  constructor(folder: string, reason: string) {
    super(
      `"${folder}" is not the folder of a pre-trained model: ${reason}.`,
      "Name the folder that holds config.json, tokenizer.json and model.safetensors.",
    );
  }
}

/** The system does not let a file of the folder be read. */
export class PretrainedNotReadableError extends LexopsError {
  readonly code = "pretrained/not-readable";
  readonly kind = "forbidden";
  constructor(place: string, options?: ErrorOptions) {
    super(`"${place}" can't be read: permission was denied.`, "Ask for permission to read it.", options);
  }
}

/** A document of the folder that does not say what it must. */
export class BadPretrainedFileError extends LexopsError {
  readonly code = "pretrained/bad-file";
  readonly kind = "invalid-input";
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      `"${file}" can't be used: ${problem}.`,
      "Copy it again from where the model was made; if it was edited, put the original back.",
      options,
    );
  }
}

/** A document of the folder that is larger than any of its kind. */
export class PretrainedFileTooLargeError extends LexopsError {
  readonly code = "pretrained/file-too-large";
  readonly kind = "too-large";
  constructor(file: string, sizeBytes: number, limitBytes: number) {
    super(
      `"${file}" has ${sizeBytes} bytes; at most ${limitBytes} are read.`,
      "Check that it is the model's own file; copy it again from where the model was made.",
    );
  }
}

/** The weights are there, but only in a format that executes code when it is read. */
export class PickledWeightsError extends LexopsError {
  readonly code = "pretrained/pickled-weights";
  readonly kind = "invalid-input";
  constructor(folder: string, file: string) {
    super(
      `"${folder}" has its weights in ${file} and not in model.safetensors; what is in such a file runs as code, so it is not read.`,
      "Convert it once where you trust it, in Python: load it with from_pretrained and write it with save_pretrained.",
    );
  }
}

/** Weights that are no numbers: training and answers would be none either. */
export class WeightsNotFiniteError extends LexopsError {
  readonly code = "pretrained/weights-not-finite";
  readonly kind = "invalid-input";
  constructor(folder: string, tensor: string, count: number, total: number, first: { index: number; value: number }) {
    super(
      `The tensor ${JSON.stringify(tensor)} in "${folder}" has ${count} of ${total} elements that are not finite; the first is ${first.value} at index ${first.index}.`,
      "Take the model from before its training diverged, or copy it again from where it was made.",
    );
  }
}

/** Tensors that are not those of the architecture that the config names. */
export class WeightsMismatchError extends LexopsError {
  readonly code = "pretrained/weights-mismatch";
  readonly kind = "invalid-input";
  constructor(
    folder: string,
    modelType: string,
    problems: Readonly<Record<"missing" | "misshapen" | "unknown", readonly string[]>>,
  ) {
    const { missing, misshapen, unknown } = problems;
    const told = [
      ...(missing.length > 0 ? [`${missing.length} missing (${firstFew(missing, ", ")})`] : []),
      ...(misshapen.length > 0 ? [`${misshapen.length} of another shape (${firstFew(misshapen, "; ")})`] : []),
      ...(unknown.length > 0 ? [`${unknown.length} unknown (${firstFew(unknown, ", ")})`] : []),
    ];
    super(
      `The tensors in "${folder}" are not those of the ${modelType} model that its config.json describes: ${told.join("; ")}.`,
      "Keep config.json and the weights of one model together; copy both again from where it was made.",
    );
  }
}

const firstFew = (names: readonly string[], separator: string) =>
  `${names
    .slice(0, 5)
    .map((name) => name.slice(0, 200))
    .join(separator)}${names.length > 5 ? ", …" : ""}`;

/** A tokenizer that gives ids for which the model has no embedding. */
export class TokenizerMismatchError extends LexopsError {
  readonly code = "pretrained/tokenizer-mismatch";
  readonly kind = "invalid-input";
  constructor(folder: string, tokenizerSize: number, vocabularySize: number) {
    super(
      `The tokenizer in "${folder}" gives ids up to ${tokenizerSize - 1}, but the model's vocabulary ends at ${vocabularySize - 1}.`,
      "Keep the tokenizer and the weights of one model together; copy both again from where it was made.",
    );
  }
}

/** A name that no imported model may have. */
export class InvalidModelNameError extends LexopsError {
  readonly code = "pretrained/invalid-name";
  readonly kind = "invalid-input";
  constructor(name: string) {
    super(
      `${JSON.stringify(name.length > 120 ? `${name.slice(0, 117)}…` : name)} can't be the name of a model.`,
      "Use --name with letters, digits, dots, hyphens and underscores, at most one slash between two such words.",
    );
  }
}

/** Another model has the name. */
export class ModelNameTakenError extends LexopsError {
  readonly code = "pretrained/name-taken";
  readonly kind = "conflict";
  constructor(name: string, id: string) {
    super(
      `Another model (id ${id.slice(0, 12)}) is already named "${name}".`,
      `Give this one another --name, or remove that one first: lexops models remove ${name}.`,
    );
  }
}

/** A model that the home folder does not hold. */
export class UnknownModelError extends LexopsError {
  readonly code = "pretrained/unknown-model";
  readonly kind = "not-found";
  constructor(word: string, home: string, known: readonly string[]) {
    super(
      `${home} holds no model named "${word.slice(0, 200)}".`,
      known.length === 0
        ? "Import one first: lexops models import FOLDER, or lexops models pull OWNER/NAME."
        : knownNames(word, known),
    );
  }
}

/** An imported model whose files are not what was imported. */
export class DamagedModelError extends LexopsError {
  readonly code = "pretrained/damaged-model";
  readonly kind = "unavailable";
  constructor(name: string, what: string, options?: ErrorOptions) {
    super(
      `The imported model "${name}" is damaged: ${what}.`,
      "Remove it and import it again, or put the home folder back from a backup.",
      options,
    );
  }
}
