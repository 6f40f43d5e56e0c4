/** @file Settings of the look at label counts. */
import { z } from "zod";

/** When labels are uneven enough to say so. */
export const imbalanceConfig = z.strictObject({
  /** How many times as many rows the most frequent label may have as the rarest. */
  ratio: z.number().min(1).default(3),
  /** Labels with fewer rows than this are rare. */
  leastRows: z.int().min(1).default(20),
});
