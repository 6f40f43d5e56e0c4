/** @file Files of texts and labels: reading, checking, inspecting, splitting. */
import type { Progress } from "../../foundation/index.ts";
import type { Dataset, Split } from "./dataset.ts";
import type { SplitConfig } from "./split.config.ts";

export type { Dataset, DataWarning, LabelColumn, Split } from "./dataset.ts";

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

/** Reads a CSV, TSV, JSONL or Parquet file, plain or gzip, into memory. @throws the errors of this folder */
export async function readDataset(file: string, options: ReadOptions = {}): Promise<Dataset> {
  throw new Error(`Not written yet: ${file} ${options.text}`);
}

/** Divides a data set; the same seed and data give the same split. */
export function splitDataset(dataset: Dataset, config: SplitConfig, seed: number): Split {
  throw new Error(`Not written yet: ${dataset.file} ${config.method} ${seed}`);
}
