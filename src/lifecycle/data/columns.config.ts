/** @file Which columns of a file hold what. */
import { z } from "zod";

/** Names of the text and the label column, exactly as in the header. */
export const columnsConfig = z.strictObject({
  text: z.string().min(1).default("text").describe("The column that holds the texts."),
  label: z.string().min(1).default("label").describe("The column that holds the labels."),
});

export type ColumnsConfig = z.output<typeof columnsConfig>;
