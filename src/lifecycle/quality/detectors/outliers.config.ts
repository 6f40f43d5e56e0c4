/** @file Settings of the search for outliers. */
import { z } from "zod";

/** How far from the middle a text must lie. */
export const outliersConfig = z.strictObject({
  /** Robust standard deviations of the logarithm of the length. */
  lengthDeviations: z.number().min(2).default(5),
  /** Robust standard deviations of the bits a character, among texts of about the same length. */
  contentDeviations: z.number().min(2).default(6),
  /** Texts with fewer bytes than this are too short to tell unusual content. */
  leastBytes: z.int().min(4).default(24),
});
