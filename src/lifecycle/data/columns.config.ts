/** @file Which columns of a file hold what. */
import { z } from "zod";

/** Names of the text and the label column, exactly as in the header. */
export const columnsConfig = z.strictObject({
  text: z.string().min(1).default("text").describe("The column that holds the texts."),
  label: z.string().min(1).default("label").describe("The column that holds the labels."),
  /** Where a text may have several labels: between those of a cell; absent for lists, or "|". */
  labelSeparator: z.string().min(1).optional(),
  /** Where a text may have several labels: columns of 0 and 1, each named after its label, in place of `label`. */
  labels: z.array(z.string().min(1)).min(1).optional(),
});

export type ColumnsConfig = z.output<typeof columnsConfig>;
