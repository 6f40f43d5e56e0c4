import { z } from "zod";

/** Accents off: é, ë and ệ become e. Only Latin, Greek and Cyrillic letters: elsewhere marks are vowels and tones. */
export const accentsConfig = z.strictObject({
  type: z.literal("accents/v1"),
  /** Characters that stay as they are, for example "åäö". */
  keep: z.string().max(1000).default(""),
});
