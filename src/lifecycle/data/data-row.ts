/** @file Rows as every format hands them on, and who takes them. */
import type { DataWarning } from "./dataset.ts";
import type { TakenRows } from "./delimited-kernel.ts";
import type { ByteOptions } from "./file-bytes.ts";
import type { DataFormat } from "./formats.config.ts";
import type { DecodedFacts, TextEncodingName } from "./utf8-stream.ts";
import type { WarningCounts } from "./warnings.ts";

/** Which columns hold what, where that is known. */
export interface ColumnRoles {
  readonly text?: string | undefined;
  readonly label?: string | undefined;
  /** Columns of 0 and 1, one for each label, where texts may have several. */
  readonly labels?: readonly string[] | undefined;
  /** The column that says train, validation or test. */
  readonly split?: string | undefined;
}

/** What is known of a file before its rows. */
export interface TableFacts {
  readonly file: string;
  readonly format: DataFormat;
  readonly gzip: boolean;
  readonly sizeBytes: number;
  /** Names of the columns, in order. JSONL may add to it while rows pass. */
  readonly columns: readonly string[];
  readonly delimiter: string | null;
  /** Columns whose meaning is known; those named by the caller go before them. */
  readonly roles?: ColumnRoles;
  /** DuckDB's types by column, where the format has types. */
  readonly types?: readonly string[];
}

/** What is known of a file after its rows. */
export interface RowsSummary extends TableFacts {
  readonly rows: number;
  /** SHA-256 of the file, or the source's own digest; empty where none was wanted. */
  readonly digest: string;
  /** `null` for Parquet. */
  readonly encoding: TextEncodingName | null;
  readonly byteOrderMark: boolean;
  /** Whether bytes that mean nothing in the encoding became U+FFFD. */
  readonly hasInvalidBytes: boolean;
  readonly warnings: readonly DataWarning[];
}

/** One row; valid only until the next. */
export interface DataRow {
  /** From 1, without the header. */
  readonly number: number;
  /** Whether its cells, or what they were made of, lie in the memory that was given for the file's bytes. */
  readonly isInPlace?: boolean;
  /** Whether NUL or U+FFFD for an invalid byte may be found in it; where not, nobody needs to look. */
  readonly mayHoldOddBytes: boolean;
  /** A cell in UTF-8, or `undefined` where the row has none (null, missing). @throws NestedValueError for a list */
  cell(column: number): Uint8Array | undefined;
  /** The texts of a cell that holds a list; `undefined` where it holds none. @throws NestedValueError */
  list(column: number): readonly string[] | undefined;
  /** Whether the text of a cell stands for a number or truth value (JSON, Parquet). */
  isPlain(column: number): boolean;
  /** The row as it stands in the file, in UTF-8, without its line end; empty for Parquet. */
  raw(): Uint8Array;
}

/** Takes the rows of one file. */
export interface RowConsumer {
  /** The columns that will be asked for. Throws for what is wrong with them. `header` is the raw header of CSV. */
  begin(table: TableFacts, header: Uint8Array): readonly number[];
  row(row: DataRow): void;
  /**
   * Takes ordinary, whole rows of delimited text from the beginning of `bytes` by itself, `before` rows having passed,
   * where it has a faster way than `row`.
   */
  takeRows?: ((bytes: Buffer, before: number) => TakenRows) | undefined;
  /** Awaited between pieces of the file: a consumer that writes waits here for the disk. */
  settle?: (() => Promise<void>) | undefined;
}

/** What the readers of one format share. */
export interface RowsContext {
  readonly file: string;
  readonly gzip: boolean;
  readonly sizeBytes: number;
  readonly options: ByteOptions;
  readonly consumer: RowConsumer;
  readonly counts: WarningCounts;
}

/** The beginning of a text file, from which its columns and delimiter are told. */
export interface TextHead {
  readonly head: Buffer;
  /** Whether nothing follows. */
  readonly whole: boolean;
  /** Known so far. */
  readonly facts: Readonly<DecodedFacts>;
}
