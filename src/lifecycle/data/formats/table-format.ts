/** @file What a format of data is: the one shape that every entry of the catalogue has. */
import type { DataRow, RowsContext, TableFacts, TextHead } from "../data-row.ts";

/** One format. */
export interface TableFormat {
  /** What it is called in messages, with its article where it takes one. */
  readonly title: string;
  /** Extensions that name it, the usual one first; none for a folder. */
  readonly extensions: readonly string[];
  /** How it is read from text; formats without are told apart before. */
  readonly text?: TextFormat;
  /** Whether a row's labels have one field of their own, so that columns of 0 and 1 must become a list. */
  readonly hasLabelField?: boolean;
  /** Starts writing to a place that is free. */
  openWriter(target: string, options: WriterOptions): Promise<TableWriter>;
}

/** The beginning of a text, from which its format is told. */
export interface TextStart {
  /** In UTF-8, up to half a mebibyte. */
  readonly head: Buffer;
  /** Its first characters, without leading white space. */
  readonly start: string;
  /** With its dot, lower-case. */
  readonly extension: string;
}

/** A format made of text. */
export interface TextFormat {
  recognises(start: TextStart): boolean;
  /** Reads text whose beginning is `head`. */
  read(
    head: TextHead,
    chunks: AsyncIterable<Buffer>,
    context: RowsContext,
  ): Promise<{ readonly table: TableFacts; readonly rows: number }>;
  /** What stands around rows as `DataRow.raw` gives them; the header of CSV aside. */
  readonly framing: Framing;
}

/** What stands before the first row, between two, and after the last. */
export interface Framing {
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

/** A file of lines. */
export const LINES: Framing = { before: "", between: "\n", after: "\n" };

/** How a table is written. */
export interface WriterOptions {
  readonly gzip: boolean;
  /** Where a format tells them apart, labels are suggestions to be reviewed and no annotations. */
  readonly asPredictions?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of the rows that will be written. */
export interface WrittenTable {
  /** Where they come from, for messages. */
  readonly source: string;
  readonly columns: readonly string[];
  /** DuckDB's types by column, where they are more than text and lists of text. */
  readonly types?: readonly string[] | undefined;
  /** The columns that formats with fixed fields need, where the rows have them. */
  readonly text: number | null;
  readonly label: number | null;
  readonly split: number | null;
}

/** The part of a row that writers need. */
export type WrittenRow = Pick<DataRow, "number" | "cell" | "list" | "isPlain">;

/** Takes the rows of one table. */
export interface RowSink {
  /** Says what will come; once, before the rows. */
  begin(table: WrittenTable): void;
  /** @throws UnwritableRowError for what the format cannot hold */
  write(row: WrittenRow): void;
  /** To be awaited every few thousand rows. */
  settle(): Promise<void>;
}

/** Writes one table. */
export interface TableWriter extends RowSink {
  /** Writes what is left. Gives the columns that the format has no place for. */
  finish(): Promise<readonly string[]>;
  /** Gives up; what was written so far is the caller's to remove. */
  abandon(): Promise<void>;
}
