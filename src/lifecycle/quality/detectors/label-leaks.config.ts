/** @file Settings of the search for leaks. */
import { z } from "zod";

/** When a token tells a label suspiciously well. */
export const labelLeaksConfig = z.strictObject({
  /** Least lower bound (95 % Wilson interval) of the share of the token's texts that have the label. */
  leastPrecision: z.number().min(0.5).max(1).default(0.95),
  /** Least share of the label's texts that hold the token. */
  leastCoverage: z.number().min(0).max(1).default(0.2),
});
