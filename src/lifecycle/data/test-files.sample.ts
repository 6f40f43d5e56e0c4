/** @file Small files for this folder's tests, in a temporary folder that ends with the test. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { withDuckDb } from "./duckdb.ts";

/** A folder that is removed after the tests of the calling file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-data-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes one file and gives its path. */
export function writeSample(folder: string, name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Writes the rows of an SQL query as Parquet and gives the path. */
export async function writeParquet(folder: string, name: string, query: string): Promise<string> {
  const file = path.join(folder, name);
  await withDuckDb(undefined, (connection) => connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`));
  return file;
}
