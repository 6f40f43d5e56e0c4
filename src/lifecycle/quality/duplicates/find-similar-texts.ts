/** @file Duplicates of any column of texts, for whoever has no data set. */
import { ignoreProgress } from "../../../foundation/index.ts";
import type { TextColumn } from "../../text/index.ts";
import { duplicatesConfig } from "../detectors/duplicates.config.ts";
import type { ExamineOptions } from "../examine-options.ts";
import { type EqualTexts, equalTexts } from "./equal-texts.ts";
import { findNearDuplicates, type NearDuplicates } from "./near-duplicates.ts";

/** Equal and nearly equal texts; settings as the detector "duplicates" takes them. */
export async function findSimilarTexts(
  texts: TextColumn,
  settings: Readonly<Record<string, unknown>> = {},
  options: Partial<ExamineOptions> = {},
): Promise<{ readonly equal: EqualTexts; readonly near: NearDuplicates }> {
  const equal = equalTexts(texts);
  const parsed = duplicatesConfig.parse(settings);
  const run = { seed: 0, threads: 2, progress: ignoreProgress, signal: undefined, ...options };
  return { equal, near: await findNearDuplicates(texts, equal, parsed, run) };
}
