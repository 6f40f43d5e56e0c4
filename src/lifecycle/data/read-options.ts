/** @file What a caller may say about reading a file. */
import type { Progress } from "../../foundation/index.ts";
import type { DataFormat } from "./formats.config.ts";

/** How the labels of a row that may have several are written. */
export interface SeveralLabels {
  /** Between the labels of a cell; null: cells are lists, or have "|" between labels. */
  readonly separator: string | null;
  /** Columns of 0 and 1, each named after its label; empty where the label column holds them all. */
  readonly columns: readonly string[];
}

/** How a file is read. */
export interface ReadOptions {
  /** Guessed from common names (text, review, message, …) when absent. */
  readonly text?: string | undefined;
  /** Guessed when absent; `null`: the file needs no label. */
  readonly label?: string | null | undefined;
  /** Present where a row may have several labels, or none. */
  readonly several?: SeveralLabels | undefined;
  /** Whether a file in which no label column can be guessed is read without labels. */
  readonly labelIsOptional?: boolean;
  /** Further columns to keep: for splits and slices. */
  readonly extra?: readonly string[];
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a file is inspected. */
export interface InspectOptions extends Pick<ReadOptions, "text" | "label" | "several" | "progress" | "signal"> {
  /** Decides which rows are shown as examples. */
  readonly seed?: number;
}

/** How a file is split. */
export interface SplitFileOptions extends Pick<ReadOptions, "text" | "label" | "several" | "progress" | "signal"> {
  /** Of the parts; that of the file when absent. */
  readonly format?: DataFormat | undefined;
}
