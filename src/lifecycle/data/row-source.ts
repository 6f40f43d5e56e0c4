/** @file Where rows come from: a file, or whatever else hands them on, such as a stored version. */
import type { ColumnRoles, DataRow } from "./data-row.ts";
import type { ByteOptions } from "./file-bytes.ts";

/** Rows that lie in no file of their own. The same digest means the same rows in the same order. */
export interface RowSource {
  /** What it is called in messages, for example "reviews@v3". */
  readonly name: string;
  /** 64 hex digits. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly columns: readonly string[];
  readonly roles: ColumnRoles;
  /** The first row's place as CSV; `DataRow.raw` gives the others'. */
  header(): Uint8Array;
  /** Hands on all rows in order; only `columns` may be asked for, or, where there are none, the whole row by `raw`. */
  read(columns: readonly number[], receive: (row: DataRow) => void, options: RowSourceOptions): Promise<void>;
}

/** How a source is read. */
export interface RowSourceOptions extends ByteOptions {
  /** Awaited between pieces of work. */
  readonly settle?: (() => Promise<void>) | undefined;
}

/** The path of a file, or another source of rows. */
export type DataSource = string | RowSource;

/** What a source is called in messages. */
export function sourceName(source: DataSource): string {
  return typeof source === "string" ? source : source.name;
}
