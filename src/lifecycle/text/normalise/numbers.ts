import type { z } from "zod";
import { type Normaliser, replaceMatches } from "./normaliser.ts";
import type { numbersConfig } from "./numbers.config.ts";

const number = /(?<![\p{L}\p{M}\p{N}_][.,:/'’-]?)\p{Nd}+(?:[.,:/'’-]\p{Nd}+)*(?![\p{L}\p{M}\p{N}_])/gu;

/** Replaces numbers; a sign before them stays. */
export function numbers({ replaceBy }: z.output<typeof numbersConfig>): Normaliser {
  const replacement = () => replaceBy;
  return (text, edits) => replaceMatches(text, number, replacement, edits);
}
