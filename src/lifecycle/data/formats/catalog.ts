/** @file Every format in which data is read and written. */
import type { DataFormat } from "../formats.config.ts";
import { conll } from "./conll.ts";
import { csv } from "./csv.ts";
import { fastText } from "./fasttext.ts";
import { huggingFace } from "./hugging-face.ts";
import { jsonl } from "./jsonl.ts";
import { labelStudio } from "./label-studio.ts";
import { parquet } from "./parquet.ts";
import type { TableFormat } from "./table-format.ts";
import { tsv } from "./tsv.ts";

/** By name; of those that recognise a text the first is taken, so the one that takes any text comes last. */
export const formats: Readonly<Record<DataFormat, TableFormat>> = {
  "label-studio": labelStudio,
  jsonl,
  fasttext: fastText,
  conll,
  parquet,
  "hugging-face": huggingFace,
  tsv,
  csv,
};
