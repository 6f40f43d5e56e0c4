/** @file Settings of the search for texts that say nothing. */
import { z } from "zod";

/** When a text is too short to learn from. */
export const nearEmptyConfig = z.strictObject({
  /** Texts with fewer letters and digits than this are near empty. */
  leastCharacters: z.int().min(1).max(1000).default(3),
});
