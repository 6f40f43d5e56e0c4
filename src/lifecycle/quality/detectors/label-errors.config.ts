/** @file Settings of the search for wrong labels. */
import { z } from "zod";

/** Whose opinion counts, and how rows are ranked. */
export const labelErrorsConfig = z.strictObject({
  /** The recipe whose models judge the labels; one that needs no validation set. */
  recipe: z.string().min(1).default("logistic-regression-unigrams"),
  folds: z.int().min(2).max(20).default(5),
  /** By the probability of the given label, or by how far it lies behind the likeliest other. */
  rank: z.enum(["self-confidence", "normalised-margin"]).default("self-confidence"),
  /** Labels with fewer rows than this are not judged. */
  leastRows: z.int().min(2).default(10),
});
