/** @file The data as detectors see them: one block of texts, who belongs to which part, and what several detectors need. */
import type { Dataset } from "../data/index.ts";
import type { TextColumn } from "../text/index.ts";
import type { DuplicatesConfig } from "./detectors/duplicates.config.ts";
import type { EqualTexts } from "./duplicates/equal-texts.ts";
import type { NearDuplicates } from "./duplicates/near-duplicates.ts";
import type { ExamineOptions } from "./examine-options.ts";
import type { Answers } from "./labelling.ts";

/** A data set under examination. */
export interface ExaminedData extends ExamineOptions {
  readonly dataset: Dataset;
  /** The name of the file as a user writes it, quoted for a shell where need be. */
  readonly fileWord: string;
  /** " --output NEW" where cleaning writes a file. */
  readonly outputFlag: string;
  /** Flags that name the columns as they were named for this check, for commands to copy; may be empty. */
  readonly columnFlags: string;
  /** The data set's texts, followed by those of the other file, where there is one. */
  readonly texts: TextColumn;
  /** The other file, or `null`. */
  readonly other: Dataset | null;
  /** [texts] Ids of parts. */
  readonly partIds: Int32Array;
  /** Names of parts: values of the split column, and the other file's name last, where there is one. */
  readonly partNames: readonly string[];
  /** Whether the file itself has more than one part. */
  readonly isSplit: boolean;
  /** The column that said so, or `null`. */
  readonly splitColumn: string | null;
  /** [rows] Times as numbers, NaN where a row has none; `null` without a time column. */
  readonly times: Float64Array | null;
  /** What the rows of the data set say of their texts; found once. */
  answers(): Answers;
  /** Which texts are equal after normalising; found once. */
  equalTexts(): EqualTexts;
  /** Which texts are nearly equal; found once for the same settings. */
  nearDuplicates(settings: DuplicatesConfig): Promise<NearDuplicates>;
}
