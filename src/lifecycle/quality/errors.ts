/** @file What can keep a check or a cleaning from being done. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** A split column with too many different values. */
export class TooManyPartsError extends LexopsError {
  readonly code = "quality/too-many-parts";
  readonly kind = "invalid-input";
  constructor(file: string, column: string, most: number) {
    super(
      `${file}, column "${column}" holds more than ${most} different values, so it is hardly a split.`,
      "Name the column that says train, validation or test with --split-column.",
    );
  }
}

/** A setting of a detector that is not written as one. */
export class SettingSyntaxError extends LexopsError {
  readonly code = "quality/setting-syntax";
  readonly kind = "invalid-input";
  constructor(setting: string, problem: string) {
    super(
      `The setting ${JSON.stringify(setting)} cannot be read: ${problem}.`,
      "Write it as DETECTOR.FIELD=VALUE, for example duplicates.jaccard=0.9.",
    );
  }
}

/** A file given as a review that `lexops data check --issues` did not write. */
export class NotAReviewFileError extends LexopsError {
  readonly code = "quality/not-a-review-file";
  readonly kind = "invalid-input";
  constructor(file: string, missing: string) {
    super(
      `${file} is no review of labels: it has no column "${missing}".`,
      "Make one with lexops data check FILE --issues REVIEW.csv, and change nothing in it but the column decision.",
    );
  }
}

/** A review of labels that was made of other data than those it is to change. */
export class OtherDataReviewedError extends LexopsError {
  readonly code = "quality/other-data-reviewed";
  readonly kind = "conflict";
  constructor(review: string, file: string, difference: string) {
    super(
      `The review ${review} is not one of ${file}: ${difference}.`,
      "Name the file that was checked, or check this one and review it anew.",
    );
  }
}

/** A decision in a review that is neither a label of the data nor one of the words for it. */
export class UnknownDecisionError extends LexopsError {
  readonly code = "quality/unknown-decision";
  readonly kind = "invalid-input";
  constructor(file: string, row: number, decision: string, labels: readonly string[]) {
    super(
      `${file}, row ${row}: the decision ${JSON.stringify(decision.slice(0, 100))} is no label of the data.`,
      `Leave it empty or write keep, accept, drop, or a label. ${knownNames(decision, labels.slice(0, 50))}`,
    );
  }
}

/** A cleaning that was told nothing to do. */
export class NothingToCleanError extends LexopsError {
  readonly code = "quality/nothing-to-clean";
  readonly kind = "invalid-input";
  constructor(file: string) {
    super(
      `Nothing was asked to be done to ${file}.`,
      "Say what: --drop-duplicates, --drop CODE, --repair KIND or --relabel REVIEW.csv. lexops data check FILE names what it needs.",
    );
  }
}

/** A cleaning that would leave no row. */
export class NothingLeftError extends LexopsError {
  readonly code = "quality/nothing-left";
  readonly kind = "conflict";
  constructor(file: string, rows: number) {
    super(
      `Cleaning ${file} would drop all of its ${rows} rows.`,
      "Drop fewer kinds of finding; lexops data check FILE shows which rows each concerns.",
    );
  }
}

/** A kind of finding whose rows cannot be dropped, or that does not exist. */
export class UnknownFindingError extends LexopsError {
  readonly code = "quality/unknown-finding";
  readonly kind = "not-found";
  constructor(code: string, known: readonly string[]) {
    super(`No finding whose rows can be dropped is named "${code}".`, knownNames(code, known));
  }
}

/** A kind of damage that cannot be repaired, or that does not exist. */
export class UnknownRepairError extends LexopsError {
  readonly code = "quality/unknown-repair";
  readonly kind = "not-found";
  constructor(name: string, known: readonly string[]) {
    super(`No damage that can be repaired is named "${name}".`, knownNames(name, known));
  }
}

/** A review of labels where texts may have several. */
export class SeveralLabelsReviewError extends LexopsError {
  readonly code = "quality/several-labels-review";
  readonly kind = "invalid-input";
  constructor(file: string) {
    super(
      `The texts of ${file} may have several labels, and a review file holds one decision for each row.`,
      "Leave --issues and --relabel out: lexops data check FILE --only label-errors shows the doubted rows, to be corrected in the file itself.",
    );
  }
}
