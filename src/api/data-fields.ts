/** @file Fields that mean the same in every action that reads a file of data. */
import { z } from "zod";
import { dataFormatConfig } from "../lifecycle/data/formats.config.ts";
import { splitConfig } from "../lifecycle/data/split.config.ts";

const split = splitConfig.shape;

/** The file itself, or a stored version. */
export const fileField = z
  .string()
  .min(1)
  .describe(
    "A CSV, TSV, JSONL, Parquet, fastText, Label Studio or CoNLL file, plain or gzip; a Hugging Face folder; or a data set: NAME, NAME@v3, NAME@<id>. A file goes first.",
  );

/** One of the formats of data. */
export const formatField = dataFormatConfig.optional();

/** Which columns hold what. */
export const columnFields = {
  text: z.string().min(1).optional().describe("Column of the texts; guessed from its name when absent."),
  label: z.string().min(1).optional().describe("Column of the labels; guessed from its name when absent."),
};

/** Where a text may have several labels, or none. */
export const severalLabelFields = {
  multiLabel: z
    .boolean()
    .optional()
    .describe("Each text may have several labels, or none: the label column holds lists, or labels with | between."),
  labelSeparator: z
    .string()
    .min(1)
    .optional()
    .describe('What is between the labels of a cell, "|" unless told; implies --multi-label.'),
  labels: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Columns of 0 and 1, one for each label, with commas between; implies --multi-label."),
};

/** How rows are divided; what is absent is taken from the recipe or its defaults. */
export const splitFields = {
  testSize: split.testSize
    .unwrap()
    .optional()
    .describe("Share of all rows held out for the test, 0.2 unless told; 0 holds nothing out."),
  validationSize: split.validationSize
    .unwrap()
    .optional()
    .describe("Share of the remaining rows that chooses the best weights, 0.1 unless told."),
  splitMethod: split.method
    .unwrap()
    .optional()
    .describe('How rows are divided; "stratified" unless told, "column" where only --split-column is given.'),
  splitColumn: z.string().min(1).optional().describe("The group, time or split column."),
  orderIndependent: z
    .boolean()
    .optional()
    .describe("Let each text decide its own place, so that added rows move no other; sizes become approximate."),
};

/** Seed and threads: part of what decides a result's bits. */
export const seedField = z.int().min(0).optional().describe("Seed of every random choice; 0 unless told.");
/** How many threads work. */
export const threadsField = z.int().min(1).max(256).optional().describe("Worker threads; 2 unless told.");

/** Something about the data that a person should know. */
export const warningSchema = z.object({
  code: z.string(),
  message: z.string(),
  count: z.number(),
  rows: z.array(z.number()).readonly(),
});

/** Figures with their intervals and whatever else the report holds. */
export const evaluationReportSchema = z.looseObject({
  format: z.literal("lexops-evaluation/v1"),
  rows: z.number(),
  labels: z.array(z.string()).readonly(),
  metrics: z
    .record(
      z.string(),
      z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() }).readonly(),
    )
    .readonly(),
});
