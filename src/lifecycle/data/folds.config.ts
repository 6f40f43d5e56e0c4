/** @file How rows are divided into folds for cross-validation. */
import { z } from "zod";

/** Texts that are equal after normalising stay in one fold, whatever the method. */
export const foldsConfig = z.strictObject({
  folds: z.int().min(2).max(100).default(5).describe("Parts, each of which is the test set once."),
  method: z
    .enum(["stratified", "random", "group", "time"])
    .default("stratified")
    .describe("Keep label shares, ignore them, keep groups whole, or test on what comes later than the training rows."),
  column: z.string().min(1).nullable().default(null).describe("The group or time column."),
  /** Share of a fold's training rows that chooses the best weights. */
  validationSize: z.number().min(0).lt(1).default(0),
});

export type FoldsConfig = z.output<typeof foldsConfig>;
