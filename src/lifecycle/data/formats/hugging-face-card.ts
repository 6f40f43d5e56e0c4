/** @file The README of a Hugging Face folder: its YAML names the splits, their files and the columns' types. */
import { stat } from "node:fs/promises";
import type { StagedColumn } from "./parquet-stage.ts";

/** A split that was written. */
export interface WrittenSplit {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly StagedColumn[];
  readonly rows: number;
}

/** DuckDB's types as the library `datasets` calls them. */
const dtypes: Readonly<Record<string, string>> = {
  VARCHAR: "string",
  BOOLEAN: "bool",
  TINYINT: "int8",
  SMALLINT: "int16",
  INTEGER: "int32",
  BIGINT: "int64",
  UTINYINT: "uint8",
  USMALLINT: "uint16",
  UINTEGER: "uint32",
  UBIGINT: "uint64",
  FLOAT: "float32",
  DOUBLE: "float64",
};

/** The page, whose front matter `datasets` reads. Columns of rarer types are left to the Parquet files to say. */
export async function huggingFaceCard(splits: readonly WrittenSplit[]): Promise<string> {
  const columns = splits[0]?.columns ?? [];
  const features = columns.map(({ name, type }) => {
    const isList = type.endsWith("[]");
    const dtype = dtypes[isList ? type.slice(0, -2) : type];
    return dtype === undefined ? undefined : { name, ...(isList ? { list: dtype } : { dtype }) };
  });
  const sizes = await Promise.all(splits.map(async ({ file }) => (await stat(file)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const front = {
    configs: [
      {
        config_name: "default",
        data_files: splits.map(({ name }) => ({ split: name, path: `data/${name}-*` })),
      },
    ],
    ...(features.every((feature) => feature !== undefined) && features.length > 0
      ? {
          dataset_info: {
            features,
            splits: splits.map(({ name, rows }, at) => ({ name, num_bytes: sizes[at]!, num_examples: rows })),
            download_size: bytes,
            dataset_size: bytes,
          },
        }
      : {}),
  };
  const { stringify } = await import("yaml"); // other formats do not wait for it
  const table = splits.map(({ name, rows }) => `| ${name} | ${rows} |`).join("\n");
  return `---\n${stringify(front, { version: "1.1" })}---\n\n| split | rows |\n|---|---|\n${table}\n`;
}
