/** @file What a report says of weaknesses: the parts where the model is worst, and what it mixes up. */
import { documentTerms, type TextColumn } from "../text/index.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { mistakeGroups } from "./mistake-groups.ts";
import type { MixUp } from "./mix-ups.ts";
import type { EvaluationReport } from "./report.ts";
import { weakSlices } from "./weak-slices.ts";

/** Looks for both; `wrong` has one entry for each text, 1 where the answer is not exactly the truth. */
export async function weaknesses(
  texts: TextColumn,
  wrong: Uint8Array,
  mixedUp: readonly MixUp[],
  { minimumSupport, confidence }: EvaluationConfig,
  { progress, signal }: Pick<EvaluationOptions, "progress" | "signal">,
): Promise<Required<Pick<EvaluationReport, "weakSlices" | "mistakeGroups">>> {
  const limits = { longest: 2, least: Math.min(minimumSupport, texts.length), most: Math.ceil(texts.length / 2) };
  const terms = await documentTerms(texts, limits, { progress, signal });
  return {
    weakSlices: await weakSlices({ texts, wrong, terms, minimumSupport, level: 1 - confidence }, progress),
    mistakeGroups: mistakeGroups(mixedUp, texts, terms),
  };
}
