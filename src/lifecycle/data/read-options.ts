/** @file What a caller may say about reading a file. */
import type { Progress } from "../../foundation/index.ts";

/** How a file is read. */
export interface ReadOptions {
  /** Guessed from common names (text, review, message, …) when absent. */
  readonly text?: string | undefined;
  /** Guessed when absent; `null`: the file needs no label. */
  readonly label?: string | null | undefined;
  /** Further columns to keep: for splits and slices. */
  readonly extra?: readonly string[];
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a file is inspected. */
export interface InspectOptions extends Pick<ReadOptions, "text" | "label" | "progress" | "signal"> {
  /** Decides which rows are shown as examples. */
  readonly seed?: number;
}

/** How a file is split. */
export type SplitFileOptions = Pick<ReadOptions, "text" | "label" | "progress" | "signal">;
