/** @file Divides a Parquet file by the part of each row: DuckDB copies the rows beside a table of the parts. */
import path from "node:path";
import { ignoreProgress } from "../../foundation/index.ts";
import { attemptDuckDb, sqlPath, sqlText, withDuckDb } from "./duckdb.ts";
import { ChangedFileError } from "./errors.ts";
import { openFileBytes } from "./file-bytes.ts";
import { withPlainParquet } from "./rows.ts";
import type { SplitRequest } from "./split-parts.ts";

const VECTOR_ROWS = 2048;

/** Writes one Parquet file for each part. @throws ChangedFileError, CancelledError */
export async function splitParquet({ file, summary, partOfRow, parts, folder, options }: SplitRequest): Promise<void> {
  const { digest, rows } = summary;
  const { signal, progress = ignoreProgress } = options;
  const task = `Writing the parts of ${path.basename(file)}`;
  const bytes = await openFileBytes(file, { task, signal });
  const { DuckDBDataChunk, UTINYINT } = await import("@duckdb/node-api");
  await withPlainParquet(bytes, async (plainFile) => {
    if (bytes.digest() !== digest) throw new ChangedFileError(file);
    await withDuckDb(signal, async (connection) => {
      await connection.run("CREATE TEMP TABLE parts (part UTINYINT)");
      const appender = await connection.createAppender("parts");
      for (let start = 0; start < rows; start += VECTOR_ROWS) {
        const chunk = DuckDBDataChunk.create([UTINYINT]);
        chunk.setColumns([[...partOfRow.subarray(start, start + VECTOR_ROWS)]]);
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
      let done = 0;
      for (const { part, fileName, rows: partRows } of parts) {
        const target = sqlText(path.resolve(folder, fileName));
        await attemptDuckDb(file, { task, signal }, () =>
          connection.run(
            `COPY (SELECT rows.* FROM read_parquet(${sqlPath(plainFile)}, hive_partitioning = false) AS rows
             POSITIONAL JOIN parts WHERE parts.part = ${part}) TO ${target} (FORMAT parquet)`,
          ),
        );
        done += partRows;
        progress({ task, done, total: rows, unit: "rows", finished: done === rows });
      }
    });
  });
}
