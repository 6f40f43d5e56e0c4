/** @file What a careful person looks at first in a file of texts; a plain JSON value. */
import type { DataWarning } from "./dataset.ts";
import type { DataFormat } from "./formats.config.ts";
import type { LabelTypo } from "./label-typos.ts";
import type { LanguageShares } from "./language-sample.ts";
import type { LengthSummary } from "./length-histogram.ts";
import type { TellingWord } from "./telling-words.ts";
import type { TextEncodingName } from "./utf8-stream.ts";

/** One label of a file. */
export interface LabelInspection {
  readonly label: string;
  readonly rows: number;
  /** Of all rows. */
  readonly share: number;
  /** Most telling first; empty where there is only one label, or more than 256. */
  readonly tellingWords: readonly TellingWord[];
  /** A few rows, chosen by the seed; long texts are cut. */
  readonly examples: readonly ExampleRow[];
}

/** A row to look at. */
export interface ExampleRow {
  /** From 1, without the header. */
  readonly row: number;
  readonly text: string;
}

/** One text under more than one label. */
export interface ConflictingText {
  /** Some of its rows, from 1. */
  readonly rows: readonly number[];
  readonly labels: readonly string[];
}

/** What `inspectFile` gives. */
export interface Inspection {
  readonly file: string;
  /** SHA-256 of the file as it is on disk. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly format: DataFormat;
  readonly gzip: boolean;
  /** `null` for Parquet. */
  readonly encoding: TextEncodingName | null;
  readonly byteOrderMark: boolean;
  readonly delimiter: string | null;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly textColumn: string;
  /** `null` where none was named and none could be guessed. */
  readonly labelColumn: string | null;
  /** The most frequent first, at most 100 of them. */
  readonly labels: readonly LabelInspection[];
  /** How many different labels there are; counted up to 100,000. */
  readonly distinctLabels: number;
  readonly missingLabels: number;
  readonly emptyTexts: number;
  /** In Unicode characters, and in words between white space. Exact up to 65,535, within 0.1 % beyond. */
  readonly lengths: { readonly characters: LengthSummary; readonly words: LengthSummary };
  /** Letters by script, most frequent first. */
  readonly scripts: readonly { readonly script: string; readonly letters: number; readonly share: number }[];
  /** Told from at most 2,000 texts, spread evenly over the file. */
  readonly languages: LanguageShares;
  /** Texts that are equal after normalising (empty ones aside). */
  readonly duplicates: {
    /** Different texts that occur more than once. */
    readonly texts: number;
    /** Rows beyond the first of each. */
    readonly rows: number;
  };
  /** Equal texts under different labels. */
  readonly conflicts: {
    readonly texts: number;
    readonly rows: number;
    readonly examples: readonly ConflictingText[];
  };
  readonly labelTypos: readonly LabelTypo[];
  /** Whether rare words were forgotten while counting, for lack of memory. */
  readonly wordsAreApproximate: boolean;
  readonly warnings: readonly DataWarning[];
}
