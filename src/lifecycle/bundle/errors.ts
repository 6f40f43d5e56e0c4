/** @file What can go wrong between a bundle and its folder, and between a model and an answer. */
import { LexopsError } from "../../foundation/index.ts";

/** One file of a bundle that is not as it was sealed. */
export interface BundleProblem {
  readonly file: string;
  readonly problem: "altered" | "missing" | "not a plain file" | "not part of the bundle";
}

/** There is nothing at the path. */
export class BundleNotFoundError extends LexopsError {
  readonly code = "bundle/not-found";
  readonly kind = "not-found";
  constructor(folder: string) {
    super(`There is no bundle at "${folder}".`, 'Check the path; "lexops train FILE --output DIR" makes a bundle.');
  }
}

/** Something is at the path, but it is not a bundle. */
export class NotABundleError extends LexopsError {
  readonly code = "bundle/not-a-bundle";
  readonly kind = "invalid-input";
  constructor(folder: string, reason: string) {
    super(`"${folder}" is not a bundle: ${reason}.`, "Name the folder that holds bundle.json.");
  }
}

/** `bundle.json` is damaged or was written by hand. */
export class BadBundleManifestError extends LexopsError {
  readonly code = "bundle/bad-manifest";
  readonly kind = "invalid-input";
  constructor(folder: string, problem: string, options?: ErrorOptions) {
    super(
      `The bundle.json of "${folder}" can't be used: ${problem}.`,
      "Copy the bundle again from where it was made; if it was edited, train again.",
      options,
    );
  }
}

/** The bundle was written by a later version of Lexops. */
export class NewerBundleError extends LexopsError {
  readonly code = "bundle/newer-format";
  readonly kind = "invalid-input";
  constructor(folder: string, format: string, known: string) {
    super(
      `The bundle "${folder}" has the format "${format}", which is newer than this version of Lexops reads (${known}).`,
      "Update Lexops: npm install lexops@latest.",
    );
  }
}

/** Files of a bundle are not the ones that were sealed. */
export class AlteredBundleError extends LexopsError {
  readonly code = "bundle/altered";
  readonly kind = "invalid-input";
  readonly problems: readonly BundleProblem[];
  constructor(folder: string, problems: readonly BundleProblem[]) {
    const listed = problems.slice(0, 5).map(({ file, problem }) => `${file} is ${problem}`);
    const more = problems.length > 5 ? ` (and ${problems.length - 5} more)` : "";
    super(
      `The bundle "${folder}" is not as it was sealed: ${listed.join(", ")}${more}.`,
      "Copy the bundle again from where it was made, or train again.",
    );
    this.problems = problems;
  }
}

/** A bundle that is not the one that was asked for. */
export class OtherBundleError extends LexopsError {
  readonly code = "bundle/other-bundle";
  readonly kind = "conflict";
  constructor(folder: string, expected: string, found: string) {
    super(
      `The bundle "${folder}" has the id ${found}, not the expected ${expected}.`,
      "Name the folder of the expected bundle, or ask for the id that is there.",
    );
  }
}

/** A file name that a bundle can't hold. */
export class BadFileNameError extends LexopsError {
  readonly code = "bundle/bad-file-name";
  readonly kind = "invalid-input";
  constructor(name: string, reason: string) {
    super(
      `A bundle can't hold a file named ${JSON.stringify(name.slice(0, 200))}: ${reason}.`,
      "Use letters, digits, dots, dashes and underscores, in at most four levels of folders.",
    );
  }
}

/** A file of a bundle, or what it declares, is larger than is read. */
export class BundleTooLargeError extends LexopsError {
  readonly code = "bundle/too-large";
  readonly kind = "too-large";
  constructor(file: string, sizeBytes: number, limitBytes: number) {
    super(
      `The file "${file}" has ${sizeBytes} bytes; at most ${limitBytes} are read.`,
      "Check that the folder is a bundle; if it is, keep fewer features or labels.",
    );
  }
}

/** Writing a bundle would destroy something else. */
export class NotOverwritableError extends LexopsError {
  readonly code = "bundle/not-overwritable";
  readonly kind = "conflict";
  constructor(folder: string, what: string) {
    super(`"${folder}" is ${what}, and a bundle never replaces that.`, "Name a new or empty folder for the bundle.");
  }
}

/** The system does not let the bundle be written there. */
export class FolderNotWritableError extends LexopsError {
  readonly code = "bundle/folder-not-writable";
  readonly kind = "forbidden";
  constructor(folder: string, options?: ErrorOptions) {
    super(
      `The bundle can't be written to "${folder}": the folder is read-only or belongs to someone else.`,
      "Name another folder, or ask for permission to write there.",
      options,
    );
  }
}

/** The disk is full; nothing was left behind. */
export class DiskFullError extends LexopsError {
  readonly code = "bundle/disk-full";
  readonly kind = "unavailable";
  constructor(folder: string, sizeBytes: number, options?: ErrorOptions) {
    super(
      `The disk of "${folder}" has no room for the bundle (${sizeBytes} bytes); nothing was left there.`,
      "Free some space, or name a folder on another disk.",
      options,
    );
  }
}

/** The system does not let the bundle be read. */
export class BundleNotReadableError extends LexopsError {
  readonly code = "bundle/not-readable";
  readonly kind = "forbidden";
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`The bundle "${folder}" can't be read: ${reason}.`, "Ask for permission to read its files.", options);
  }
}

/** The graph does not take what the text pipeline gives, or does not answer for each label. */
export class GraphMismatchError extends LexopsError {
  readonly code = "bundle/graph-mismatch";
  readonly kind = "invalid-input";
  constructor(problem: string) {
    super(
      `The model's graph does not fit its bundle: ${problem}.`,
      "Train again, and keep the bundle's files together.",
    );
  }
}

/** A predictor that was used after it was closed. */
export class PredictorClosedError extends LexopsError {
  readonly code = "bundle/predictor-closed";
  readonly kind = "unavailable";
  constructor() {
    super("The model was closed before it could answer.", "Open it again with loadBundle or openPredictor.");
  }
}

/** A model without attention was asked where it looked. */
export class NoAttentionError extends LexopsError {
  readonly code = "bundle/no-attention";
  readonly kind = "invalid-input";
  constructor(model: string) {
    super(
      `The model "${model}" can't tell how much each word counted: it has no attention.`,
      "Do not ask for attention, or train with --recipe attention-pool.",
    );
  }
}
