/** @file From which probability on a label is given. */
import { z } from "zod";

/**
 * Thresholds by label. A text gets each named label whose probability is at least its threshold; of several labels
 * those without one need 0.5. Of two labels that exclude each other one alone is named: a text gets it or the other.
 */
export const thresholdsConfig = z.record(z.string(), z.number().min(0).max(1));

export type Thresholds = z.output<typeof thresholdsConfig>;
