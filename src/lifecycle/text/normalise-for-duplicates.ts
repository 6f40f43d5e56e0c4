/** @file When two texts count as the same. */
import { SPACE_CLASS } from "./unicode-classes.ts";

/** Python's whitespace, and the byte order mark. */
const spaces = new RegExp(`[${SPACE_CLASS}\\ufeff]+`, "gu");

/** The text in NFKC, lower case, runs of whitespace as one space, trimmed: equal results are duplicates. */
export function normaliseForDuplicates(text: string): string {
  // Lower-casing can undo NFKC's composition, so it is normalised again; whitespace comes last, as NFKC makes spaces.
  return text.toWellFormed().normalize("NFKC").toLowerCase().normalize("NFKC").replace(spaces, " ").trim();
}
