/** @file Settings of the search for damaged characters. */
import { z } from "zod";

/** When damage is worth a finding. */
export const encodingConfig = z.strictObject({
  /** Rows that are shown for each kind of damage. */
  examples: z.int().min(0).max(100).default(5),
});
