import { z } from "zod";

/** Letters repeated for emphasis are cut: with 2, "soooo goood" becomes "soo good". */
export const repeatedLettersConfig = z.strictObject({
  type: z.literal("repeated-letters/v1"),
  /** How many of the same letter in a row stay. */
  longest: z.int().min(1).max(10).default(2),
});
