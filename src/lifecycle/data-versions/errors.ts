/** @file What can be wrong with versions of data sets. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** Neither a file nor a data set has that name. */
export class UnknownDataError extends LexopsError {
  readonly code = "data-versions/unknown-data";
  readonly kind = "not-found";
  constructor(word: string, home: string, known: readonly string[]) {
    super(
      `There is no file at ${word}, and ${home} holds no data set of that name.`,
      known.length === 0
        ? "Check the path, or add a data set first: lexops data add FILE NAME."
        : `Check the path, or name a data set. ${knownNames(word, known)}`,
    );
  }
}

/** A data set that the home folder does not hold. */
export class UnknownDataSetError extends LexopsError {
  readonly code = "data-versions/unknown-data-set";
  readonly kind = "not-found";
  constructor(name: string, home: string, known: readonly string[]) {
    super(
      `${home} holds no data set named "${name}".`,
      known.length === 0 ? "Add one first: lexops data add FILE NAME." : knownNames(name, known),
    );
  }
}

/** A version that the data set does not have. */
export class UnknownVersionError extends LexopsError {
  readonly code = "data-versions/unknown-version";
  readonly kind = "not-found";
  constructor(name: string, version: string, known: readonly string[]) {
    super(
      `The data set "${name}" has no version ${version}.`,
      `It has ${known.join(", ")}. Name one as ${name}@v1, as ${name}@ with the first digits of its id, or as ${name}@latest.`,
    );
  }
}

/** Digits with which more than one id begins. */
export class AmbiguousVersionError extends LexopsError {
  readonly code = "data-versions/ambiguous-version";
  readonly kind = "invalid-input";
  constructor(name: string, prefix: string, ids: readonly string[]) {
    super(
      `More than one version of "${name}" has an id that begins with ${prefix}: ${ids.map((id) => id.slice(0, 16)).join(", ")}.`,
      "Give more digits, or the version's number.",
    );
  }
}

/** One column where there should be one for each of several labels. */
export class SingleLabelColumnError extends LexopsError {
  readonly code = "data-versions/single-label-column";
  readonly kind = "invalid-input";
  constructor(column: string) {
    super(
      `Columns of 0 and 1, one for each label, must be two or more; "${column}" is one.`,
      `A column that holds the labels is named by --label ${JSON.stringify(column)}; 0 and 1 are then two labels.`,
    );
  }
}

/** A name that no data set may have. */
export class InvalidDataSetNameError extends LexopsError {
  readonly code = "data-versions/invalid-name";
  readonly kind = "invalid-input";
  constructor(name: string) {
    super(
      `${JSON.stringify(name.length > 120 ? `${name.slice(0, 117)}…` : name)} cannot be the name of a data set.`,
      "Use 1 to 100 letters, digits, dots, hyphens or underscores, beginning with a letter or digit, and no version.",
    );
  }
}

/** A manifest or layout that cannot be understood. */
export class DamagedVersionError extends LexopsError {
  readonly code = "data-versions/damaged-version";
  readonly kind = "unavailable";
  constructor(version: string, what: string, cause?: unknown) {
    super(`The data version ${version} is damaged: ${what}.`, "Put the home folder back from a backup.", { cause });
  }
}
