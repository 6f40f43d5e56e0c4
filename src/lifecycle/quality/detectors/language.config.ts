/** @file Settings of the search for texts in another language. */
import { z } from "zod";

/** Which languages belong. */
export const languageConfig = z.strictObject({
  /** ISO 639-1 codes that belong; by default each language of at least `leastShare` of the texts. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).default([]),
  /** Shorter texts are too uncertain to be called strays. */
  leastCharacters: z.int().min(1).default(40),
  leastShare: z.number().min(0).max(1).default(0.05),
});
