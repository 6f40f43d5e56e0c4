/** @file The only door to DuckDB: one database in memory with explicit limits, a temporary folder of its own, and interruption. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CancelledError } from "../../foundation/index.ts";
import { DamagedFileError } from "./errors.ts";
import type { ByteOptions } from "./file-bytes.ts";

/** What DuckDB may use; beyond the memory it spills into its temporary folder. */
const LIMITS = { memory_limit: "384MB", threads: "2", max_temp_directory_size: "64GB" };

/** An open database. */
export interface OpenDuckDb {
  readonly connection: DuckDBConnection;
  /** Ends it and removes what it spilt. */
  close(): Promise<void>;
}

/**
 * Opens a database of its own. Nothing is downloaded: no extension is installed or loaded by itself. An aborted signal
 * interrupts the running query, which then rejects.
 */
export async function openDuckDb(signal: AbortSignal | undefined): Promise<OpenDuckDb> {
  const { DuckDBInstance } = await import("@duckdb/node-api"); // loading it takes longer than reading a small file
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-duckdb-"));
  const instance = await DuckDBInstance.create(":memory:", {
    ...LIMITS,
    temp_directory: folder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "true",
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener("abort", interrupt, { once: true });
  return {
    connection,
    async close() {
      signal?.removeEventListener("abort", interrupt);
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `work` with a database that ends with it. */
export async function withDuckDb<Result>(
  signal: AbortSignal | undefined,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const { connection, close } = await openDuckDb(signal);
  try {
    return await work(connection);
  } finally {
    await close();
  }
}

/** A value as an SQL string. */
export const sqlText = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** A column's name in SQL. */
export const sqlName = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A path as DuckDB reads it: literally, without wildcards. */
export const sqlPath = (file: string) => sqlText(path.resolve(file).replace(/[[*?]/g, "[$&]"));

/** Does one thing with DuckDB; its complaints become ours. @throws CancelledError, DamagedFileError */
export async function attemptDuckDb<Result>(
  file: string,
  { task, signal }: Pick<ByteOptions, "task" | "signal">,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw new CancelledError(task);
    const [message = ""] = (error as Error).message.split("\n");
    throw new DamagedFileError(file, `DuckDB cannot read it as Parquet (${message})`, error);
  }
}

/** Writes with DuckDB; what the system refused keeps the system's code. @throws CancelledError */
export async function attemptWriting<Result>(
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw new CancelledError("Writing");
    const { message } = error as Error;
    const code = /No space left/i.test(message) ? "ENOSPC" : /Permission denied/i.test(message) ? "EACCES" : undefined;
    throw code === undefined ? error : Object.assign(new Error(message, { cause: error }), { code });
  }
}
