/** @file Parts of texts for people to look at. */
import { type TextColumn, textAt } from "../text/index.ts";

const LONGEST = 160;

/** A text in one line, at most 160 characters from around `at` (in UTF-16 units), cut with "…". */
export function excerpt(text: string, at = 0): string {
  const from = at < LONGEST / 2 ? 0 : at - LONGEST / 2;
  const characters = [...text.slice(from, from + LONGEST * 3).toWellFormed()];
  const cut = characters
    .slice(0, LONGEST)
    .join("")
    .replace(/[\p{White_Space}\p{Control}]+/gu, " ")
    .trim();
  const more = characters.length > LONGEST || from + LONGEST * 3 < text.length;
  return `${from > 0 ? "…" : ""}${cut}${more ? "…" : ""}`;
}

/** The beginning of a row's text. */
export const excerptOf = (texts: TextColumn, row: number) => excerpt(textAt(texts, row));
