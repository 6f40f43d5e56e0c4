/** @file How rows are divided into training, validation and test sets. */
import { z } from "zod";

const share = z.number().min(0).lt(1);

/**
 * `testSize` is a share of all rows, `validationSize` a share of what is not test; 0 holds nothing out.
 * Texts that are equal after normalising stay together, except where `method` is "column".
 */
export const splitConfig = z.strictObject({
  method: z
    .enum(["stratified", "random", "group", "time", "column"])
    .default("stratified")
    .describe("Keep label shares, ignore them, keep groups whole, test on the latest, or follow a column."),
  testSize: share.default(0.2).describe("Share of all rows that is held out for the test."),
  validationSize: share.default(0.1).describe("Share of the remaining rows used to choose the best weights."),
  column: z.string().min(1).nullable().default(null).describe("The group, time or split column."),
  orderIndependent: z
    .boolean()
    .default(false)
    .describe(
      "Decide each text by its own seeded hash, so that it stays where it is when rows are added; sizes are then approximate.",
    ),
});

export type SplitConfig = z.output<typeof splitConfig>;
