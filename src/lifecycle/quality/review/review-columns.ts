/** @file The columns of a review file, which people fill in and which is read back. */

/** In the order they are written. */
export const reviewColumns = [
  "row",
  "given",
  "suggested",
  "decision",
  "quality",
  "text",
  "text_sha256",
  "data_sha256",
] as const;

/** What `decision` may say besides a label; nothing means to keep the label. */
export const decisionWords = { keep: "keep", accept: "accept", drop: "drop" } as const;

/** The first half of a text's SHA-256: enough to tell whether it is the row that was reviewed. */
export const TEXT_DIGEST_DIGITS = 32;
