/** @file When two texts count as the same. */

/** The text in NFKC, lower case, runs of whitespace as one space, trimmed: equal results are duplicates. */
export function normaliseForDuplicates(text: string): string {
  throw new Error(`Not written yet: ${text.length}`);
}
