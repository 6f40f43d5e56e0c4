/** @file Texts and labels in memory, as training and evaluation take them. */
import type { LabelSets } from "../labels/index.ts";
import type { TextColumn } from "../text/index.ts";

/** Labels as ids into sorted names. */
export interface LabelColumn {
  /** Sorted by code unit; the index is the id. */
  readonly names: readonly string[];
  /** [rows]; -1 where a row has no label. Where rows may have several: the first. */
  readonly ids: Int32Array;
  /** Present where rows may have several labels, or none. */
  readonly sets?: LabelSets | undefined;
}

/** Something about the data that a person should know; nothing is dropped without one. */
export interface DataWarning {
  /** Stable name: "empty-texts", "missing-labels", "label-typos", "duplicates-straddle", "ragged-rows", … */
  readonly code: string;
  /** One sentence with file, rows and columns. */
  readonly message: string;
  /** How many rows. */
  readonly count: number;
  /** Some of the rows, counted from 1 without the header. */
  readonly rows: readonly number[];
}

/** One file of examples, or a stored version of them, in memory. */
export interface Dataset {
  /** The file, or the version as "reviews@v3". */
  readonly file: string;
  /** SHA-256 of the file as it is on disk, or the version's id. */
  readonly digest: string;
  /** Whether it is a stored version. */
  readonly isVersion?: boolean;
  readonly textColumn: string;
  /** Null where there are no labels, or columns of 0 and 1 hold them. */
  readonly labelColumn: string | null;
  /** Names of all columns of the file, in order. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly texts: TextColumn;
  readonly labels: LabelColumn;
  /** The further columns that were asked for. */
  readonly extra: Readonly<Record<string, readonly (string | null)[]>>;
  readonly warnings: readonly DataWarning[];
}

/** Which rows train, validate and test; ascending row numbers (from 0) of the data set. */
export interface Split {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
  readonly warnings: readonly DataWarning[];
}
