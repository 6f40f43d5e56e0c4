/** @file The names of the formats in which data is read and written. */
import { z } from "zod";

export const dataFormatConfig = z.enum([
  "csv",
  "tsv",
  "jsonl",
  "parquet",
  "fasttext",
  "label-studio",
  "hugging-face",
  "conll",
]);

export type DataFormat = z.output<typeof dataFormatConfig>;
