/** @file The parts of a split. */

import type { RowsSummary } from "./data-row.ts";
import type { DataFormat } from "./formats.config.ts";
import type { SplitFileOptions } from "./read-options.ts";
import type { DataSource } from "./row-source.ts";

/** A part of a split, as a small number. */
export const TRAIN = 0;
export const VALIDATION = 1;
export const TEST = 2;
/** A row that was skipped. */
export const LEFT_OUT = 3;
export const PART_NAMES = ["train", "validation", "test"] as const;

/** One part while it is planned. */
export interface PlannedPart {
  /** As in `SplitPlan.parts`. */
  readonly part: number;
  readonly name: (typeof PART_NAMES)[number];
  readonly fileName: string;
  readonly rows: number;
}

/** What writing the parts needs to know. */
export interface SplitRequest {
  readonly source: DataSource;
  /** What it is called. */
  readonly file: string;
  readonly summary: RowsSummary;
  /** [rows] */
  readonly partOfRow: Uint8Array;
  readonly parts: readonly PlannedPart[];
  /** Where the parts are written. */
  readonly folder: string;
  /** Of the parts. */
  readonly format: DataFormat;
  readonly options: SplitFileOptions;
}
