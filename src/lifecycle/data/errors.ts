/** @file Every way in which a file of data can be wrong. */
import { knownNames, LexopsError } from "../../foundation/index.ts";

/** Where in a file something was found. `row` counts data rows from 1, without the header. */
export interface Place {
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
}

function placeText({ file, row, column }: Place): string {
  const parts = [file];
  if (row !== undefined) parts.push(`row ${row}`);
  if (column !== undefined) parts.push(`column "${column}"`);
  return parts.join(", ");
}

/** A label as messages show it: quoted, and cut where it is long. */
export const shownLabel = (label: string): string =>
  JSON.stringify(label.length > 80 ? `${label.slice(0, 79)}…` : label);

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

/** No file is there. */
export class MissingFileError extends LexopsError {
  readonly code = "data/missing-file";
  readonly kind = "not-found";
  constructor(file: string, cause?: unknown) {
    super(`There is no file at ${file}.`, "Check the path; it is taken literally, without wildcards.", { cause });
  }
}

/** The file is there but cannot be read. */
export class UnreadableFileError extends LexopsError {
  readonly code = "data/unreadable-file";
  readonly kind = "invalid-input";
  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file} cannot be read: ${reason}.`, "Check that it is a readable file and that its permissions allow it.", {
      cause,
    });
  }
}

/** A folder, pipe or device where a file of data is needed. */
export class NotAFileError extends LexopsError {
  readonly code = "data/not-a-file";
  readonly kind = "invalid-input";
  constructor(file: string, what: string) {
    super(
      `${file} is a ${what}, not a file of data.`,
      "Name one file of data, or a folder as the Hugging Face Hub has it.",
    );
  }
}

/** A file without a single data row. */
export class EmptyFileError extends LexopsError {
  readonly code = "data/empty-file";
  readonly kind = "invalid-input";
  constructor(file: string, found: "nothing" | "header-only") {
    super(
      found === "nothing" ? `${file} is empty.` : `${file} holds a header but not one data row.`,
      "Check how the file was made; at least one row of data is needed.",
    );
  }
}

/** Bytes that are none of the formats, or another format than the file's name promises. */
export class UnknownFormatError extends LexopsError {
  readonly code = "data/unknown-format";
  readonly kind = "invalid-input";
  constructor(file: string, found: string) {
    super(
      `${file} is not in a format that is read: ${found}.`,
      "CSV, TSV, JSONL, Parquet, fastText, Label Studio JSON and CoNLL are read, plain or gzip; convert it to one of these first.",
    );
  }
}

/** The file ends too early or its packing is broken. */
export class DamagedFileError extends LexopsError {
  readonly code = "data/damaged-file";
  readonly kind = "invalid-input";
  constructor(file: string, what: string, cause?: unknown) {
    super(`${file} is damaged: ${what}.`, "Copy or download the file again and compare its size or checksum.", {
      cause,
    });
  }
}

/** A column that the file does not have. */
export class UnknownColumnError extends LexopsError {
  readonly code = "data/unknown-column";
  readonly kind = "invalid-input";
  constructor(file: string, column: string, known: readonly string[]) {
    super(`${file} has no column "${column}".`, knownNames(column, known));
  }
}

/** A used column whose name occurs more than once in the header. */
export class AmbiguousColumnError extends LexopsError {
  readonly code = "data/ambiguous-column";
  readonly kind = "invalid-input";
  constructor(file: string, column: string) {
    super(`${file} has more than one column "${column}".`, "Give the columns names of their own in the header.");
  }
}

/** No column was named and none has a name that gives it away. */
export class ColumnNotGuessedError extends LexopsError {
  readonly code = "data/column-not-guessed";
  readonly kind = "invalid-input";
  readonly purpose: "text" | "label";
  constructor(file: string, purpose: "text" | "label", known: readonly string[]) {
    super(
      `Which column of ${file} holds the ${purpose}s could not be guessed; it has ${list(known)}.`,
      `Name it with --${purpose}.`,
    );
    this.purpose = purpose;
  }
}

/** A quoted cell that never ends. */
export class UnclosedQuoteError extends LexopsError {
  readonly code = "data/unclosed-quote";
  readonly kind = "invalid-input";
  constructor(place: Place, line: number) {
    super(
      `${placeText(place)}: a quote opened on line ${line} is never closed, so the rest of the file would become one cell.`,
      'Close the quote, or write a quote inside a quoted cell twice ("").',
    );
  }
}

/** One row larger than a row may be. */
export class RowTooLongError extends LexopsError {
  readonly code = "data/row-too-long";
  readonly kind = "too-large";
  constructor(place: Place, limitBytes: number) {
    super(
      `${placeText(place)} is longer than ${limitBytes / 2 ** 20} MiB, the longest row that is read.`,
      "Look for a missing closing quote or line break there, or shorten the text.",
    );
  }
}

/** A line of a JSONL file that is not one JSON object. */
export class InvalidJsonLineError extends LexopsError {
  readonly code = "data/invalid-json-line";
  readonly kind = "invalid-input";
  constructor(place: Place, reason: string) {
    super(`${placeText(place)}: ${reason}.`, 'Each line must be one JSON object, such as {"text": "…", "label": "…"}.');
  }
}

/** A list or object where a text or label is expected. */
export class NestedValueError extends LexopsError {
  readonly code = "data/nested-value";
  readonly kind = "invalid-input";
  constructor(place: Place, what: string) {
    super(
      `${placeText(place)} holds ${what}, not a text.`,
      "Give the column plain strings, numbers or true/false; a list of labels is read with --multi-label.",
    );
  }
}

/** Most rows do not fit the header: another delimiter, or text with unquoted ones. */
export class RaggedFileError extends LexopsError {
  readonly code = "data/ragged-file";
  readonly kind = "invalid-input";
  constructor(place: Place, cells: number, columns: number, ragged: number, rows: number) {
    super(
      `${placeText(place)} has ${cells} cells where the header has ${columns} columns, as have ${ragged} of ${rows} rows.`,
      "Quote cells that hold the delimiter, and check that header and rows use the same delimiter.",
    );
  }
}

/** Fewer than two labels: nothing can be learnt. */
export class TooFewLabelsError extends LexopsError {
  readonly code = "data/too-few-labels";
  readonly kind = "invalid-input";
  constructor(place: Place, labels: readonly string[]) {
    super(
      labels.length === 0
        ? `${placeText(place)} holds no label at all.`
        : `${placeText(place)} holds only one label, ${list(labels)}.`,
      "At least two different labels are needed; check that the right column was named.",
    );
  }
}

/** More different labels than any classifier can tell apart: the column is hardly one of labels. */
export class TooManyLabelsError extends LexopsError {
  readonly code = "data/too-many-labels";
  readonly kind = "invalid-input";
  constructor(place: Place, most: number) {
    super(
      `${placeText(place)} holds more than ${most.toLocaleString("en-US")} different labels.`,
      "Name the column that holds the labels (--label COLUMN).",
    );
  }
}

/** A label that is none of the known ones. */
export class UnknownLabelError extends LexopsError {
  readonly code = "data/unknown-label";
  readonly kind = "invalid-input";
  constructor(place: Place, label: string, known: readonly string[], rows: number) {
    super(
      `${placeText(place)} holds ${shownLabel(label)}, which is not among the known labels; ${rows === 1 ? "it is the only such row" : `${rows} rows hold such labels`}.`,
      knownNames(
        label.slice(0, 200),
        known.map((name) => name.slice(0, 200)),
      ),
    );
  }
}

/** A label that is far too long to be one. */
export class LabelTooLongError extends LexopsError {
  readonly code = "data/label-too-long";
  readonly kind = "too-large";
  constructor(place: Place, characters: number, limit: number) {
    super(
      `${placeText(place)} holds a label of ${characters} characters; the longest that is read has ${limit}.`,
      "Check that the label column was named, not one of texts (--label COLUMN), or give the label a shorter name.",
    );
  }
}

/** A column of 0 and 1 that holds something else. */
export class LabelFlagError extends LexopsError {
  readonly code = "data/label-flag";
  readonly kind = "invalid-input";
  constructor(place: Place, found: string) {
    super(
      `${placeText(place)} holds ${found === "" ? "nothing" : JSON.stringify(found.slice(0, 60))} where 0 or 1 must say whether the row has the label.`,
      "Write 0 or 1 (or false or true) in every row of the columns that --labels names.",
    );
  }
}

/** A cell that begins like a list of labels and is none. */
export class LabelListError extends LexopsError {
  readonly code = "data/label-list";
  readonly kind = "invalid-input";
  constructor(place: Place, found: string) {
    super(
      `${placeText(place)} holds ${JSON.stringify(found.slice(0, 60))}, which is not a JSON list of labels.`,
      'Write ["one", "two"], or join the labels and name what is between them with --label-separator.',
    );
  }
}

/** Labels that are separated by something else than was said. */
export class LabelSeparatorError extends LexopsError {
  readonly code = "data/label-separator";
  readonly kind = "invalid-input";
  constructor(place: Place, separator: string, likelier: string, cells: number) {
    super(
      `${placeText(place)}: no cell has two labels with ${JSON.stringify(separator)} between them, but ${cells} hold ${JSON.stringify(likelier)}.`,
      `If that is what separates labels, say --label-separator ${JSON.stringify(likelier)}; else leave --multi-label out.`,
    );
  }
}

/** The split needs a column and none was named. */
export class SplitColumnNeededError extends LexopsError {
  readonly code = "data/split-column-needed";
  readonly kind = "invalid-input";
  constructor(method: string) {
    super(`A split by ${method} needs the name of a column.`, "Name it with --split-column.");
  }
}

/** Fewer different texts, groups or times than folds. */
export class TooFewRowsForFoldsError extends LexopsError {
  readonly code = "data/too-few-rows-for-folds";
  readonly kind = "invalid-input";
  constructor(file: string, { folds, method }: { readonly folds: number; readonly method: string }, found: number) {
    const units = method === "group" ? "groups" : "different labelled texts";
    super(
      `${file} has ${found} ${units}, too few for ${folds} folds${method === "time" ? " by time, which need one part more" : ""}.`,
      "Ask for fewer folds with --folds, or bring more data.",
    );
  }
}

/** A value of a split column that does not say train, validation or test. */
export class UnknownSplitValueError extends LexopsError {
  readonly code = "data/unknown-split-value";
  readonly kind = "invalid-input";
  constructor(place: Place, value: string | null) {
    super(
      `${placeText(place)} says ${value === null ? "nothing" : `"${value}"`}, which names no part of a split.`,
      "Use train, validation (or valid, val, dev) and test.",
    );
  }
}

/** A value of a time column that is no time. */
export class InvalidTimeError extends LexopsError {
  readonly code = "data/invalid-time";
  readonly kind = "invalid-input";
  constructor(place: Place, value: string | null) {
    super(
      `${placeText(place)} holds ${value === null ? "nothing" : `"${value}"`}, which is not a time.`,
      "Use ISO 8601 dates or times (2024-05-31 or 2024-05-31T12:00:00Z) or numbers.",
    );
  }
}

/** A part of the split that would hold no rows. */
export class EmptyPartError extends LexopsError {
  readonly code = "data/empty-part";
  readonly kind = "invalid-input";
  constructor(file: string, part: string, rows: number) {
    super(
      `The split of ${file} (${rows} rows) leaves nothing for ${part}.`,
      "Use more rows or other sizes, and check the split column when one is named.",
    );
  }
}

/** The file is no longer what it was when the work on it began. */
export class ChangedFileError extends LexopsError {
  readonly code = "data/file-changed";
  readonly kind = "conflict";
  constructor(file: string) {
    super(`${file} changed while it was read.`, "Try again when nothing writes to it any more.");
  }
}

/** Something is there already where a result should be written. */
export class OutputExistsError extends LexopsError {
  readonly code = "data/output-exists";
  readonly kind = "conflict";
  constructor(target: string, what: string, cause?: unknown) {
    super(`${target} cannot be written: ${what}.`, "Name another place; nothing that exists is replaced.", { cause });
  }
}

/** The system does not allow writing a result where it was asked for. */
export class OutputForbiddenError extends LexopsError {
  readonly code = "data/output-forbidden";
  readonly kind = "forbidden";
  constructor(target: string, reason: string, cause?: unknown) {
    super(`${target} cannot be written: ${reason}.`, "Check the folder's permissions, or name another place.", {
      cause,
    });
  }
}

/** The disk has no room for a result. */
export class NoRoomError extends LexopsError {
  readonly code = "data/no-room";
  readonly kind = "unavailable";
  constructor(target: string, reason: string, cause?: unknown) {
    super(`${target} cannot be written: ${reason}.`, "Free some space, or name a folder on another disk.", { cause });
  }
}

/** A list of tasks, or a part of one, that is not built as it must be. */
export class InvalidJsonStructureError extends LexopsError {
  readonly code = "data/invalid-json-structure";
  readonly kind = "invalid-input";
  /** Where in the document, such as `[3].annotations[0].result`; empty for the document itself. */
  readonly path: string;
  constructor(file: string, path: string, problem: string) {
    super(
      `${file}${path === "" ? "" : `: ${path}`} ${problem}.`,
      "Tasks of Label Studio are a list of objects with data, and annotations whose results hold choices; export them as JSON.",
    );
    this.path = path;
  }
}

/** A line of a CoNLL file with more or fewer columns than the first. */
export class MalformedTokenLineError extends LexopsError {
  readonly code = "data/malformed-token-line";
  readonly kind = "invalid-input";
  constructor(place: Place, line: number, columns: number, expected: number, text: string) {
    super(
      `${placeText(place)}: line ${line} has ${columns} column${columns === 1 ? "" : "s"} instead of ${expected}: ${shownLabel(text)}.`,
      "Each line must hold a token and its tags, parted by tabs or spaces; a blank line ends a sentence.",
    );
  }
}

/** A folder without a file that could be read as data. */
export class NoDataFilesError extends LexopsError {
  readonly code = "data/no-data-files";
  readonly kind = "invalid-input";
  constructor(folder: string) {
    super(
      `${folder} is a folder without data files.`,
      "Name a file, or a folder with data/train-*.parquet or other Parquet, CSV, TSV or JSONL files below it.",
    );
  }
}

/** The README of a Hugging Face folder does not say clearly which files hold the data. */
export class WrongCardError extends LexopsError {
  readonly code = "data/wrong-card";
  readonly kind = "invalid-input";
  constructor(folder: string, problem: string) {
    super(
      `The YAML of ${folder}/README.md ${problem}.`,
      "Correct its configs, or name one of the folder's data files instead.",
    );
  }
}

/** Shards of one data set whose columns differ. */
export class MixedSchemaError extends LexopsError {
  readonly code = "data/mixed-schema";
  readonly kind = "invalid-input";
  constructor(folder: string, shard: string, found: readonly string[], expected: readonly string[]) {
    super(
      `${folder}: the shard ${shard} has ${list(found)} where the first one has ${list(expected)}.`,
      "Give every shard the same columns with the same types, or read the shards one by one.",
    );
  }
}

/** A class that the data set's README does not list. */
export class UnknownClassError extends LexopsError {
  readonly code = "data/unknown-class";
  readonly kind = "invalid-input";
  constructor(place: Place, id: string, known: number) {
    super(
      `${placeText(place)} holds the class ${shownLabel(id)}, and the data set names the classes 0 to ${known - 1}.`,
      "Correct the class, or the names in the README's dataset_info.",
    );
  }
}

/** A row that the wished format cannot hold without losing something. */
export class UnwritableRowError extends LexopsError {
  readonly code = "data/unwritable-row";
  readonly kind = "invalid-input";
  constructor(place: Place, what: string, format: string) {
    super(
      `${placeText(place)} holds ${what}, which ${format} cannot hold.`,
      "Change the row, or write JSONL or Parquet, which hold everything.",
    );
  }
}

/** A column that the wished format cannot hold. */
export class UnwritableColumnError extends LexopsError {
  readonly code = "data/unwritable-column";
  readonly kind = "invalid-input";
  constructor(file: string, column: string, problem: string, format: string) {
    super(
      `${file}, column "${column}" ${problem}, which ${format} cannot hold.`,
      "Give every column a name of its own.",
    );
  }
}

/** A format that needs a column which the data does not have. */
export class MissingRoleError extends LexopsError {
  readonly code = "data/missing-role";
  readonly kind = "invalid-input";
  constructor(file: string, format: string, purpose: "text" | "tokens" | "tags") {
    super(
      `${file} has no column of ${purpose === "text" ? "texts" : purpose}, which ${format} needs.`,
      purpose === "text"
        ? "Name it with --text."
        : `Call it "${purpose}"; it must hold lists, as JSONL and Parquet can.`,
    );
  }
}

/** A place for a result whose name does not tell its format. */
export class OutputFormatNeededError extends LexopsError {
  readonly code = "data/output-format-needed";
  readonly kind = "invalid-input";
  constructor(target: string) {
    super(`The name ${target} does not say in which format it shall be written.`, "Name the format with --format.");
  }
}
