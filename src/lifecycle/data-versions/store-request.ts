/** @file What is to be stored, and what came of it. */
import type { BlobInfo, BlobStore } from "../blobs/index.ts";
import type { DataRow, DataSource, RowsSummary } from "../data/index.ts";
import type { DataLayout } from "./manifest.config.ts";
import type { ColumnBuffer } from "./parquet/column-buffer.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import type { ReadingOptions } from "./table-shape.ts";

/** Rows all of whose cells are texts of valid UTF-8 without NUL characters. */
export interface PlainRows {
  /** The first one's number, from 1. */
  readonly number: number;
  readonly rows: number;
  /** [columns], encoded as in `FilledColumn.plain` */
  readonly columns: readonly Buffer[];
}

/** Sees each row while it is stored. */
export interface RowObserver {
  /** Its cells are the last ones of `cells`. */
  row(row: DataRow, cells: readonly ColumnBuffer[]): void;
  plainRows(rows: PlainRows): void;
}

/** What is to be stored. */
export interface StoreRequest {
  readonly blobs: BlobStore;
  readonly source: DataSource;
  readonly columns: readonly PartColumn[];
  /** Called whenever rows are read from the first one. */
  readonly startObserving: () => RowObserver;
  readonly options: ReadingOptions;
}

/** What was stored. */
export interface StoredRows {
  /** What reading them found. */
  readonly summary: RowsSummary;
  readonly rows: number;
  /** [columns]; see `column-digests.ts` */
  readonly digests: readonly string[];
  readonly layout: DataLayout;
  /** Blobs that were not there before. */
  readonly addedBlobs: readonly BlobInfo[];
  /** Rows taken from the version before. */
  readonly keptRows: number;
}
