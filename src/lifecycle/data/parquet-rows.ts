/** @file The rows of Parquet, read by DuckDB one vector at a time. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataRow, RowsContext, TableFacts } from "./data-row.ts";
import { attemptDuckDb, sqlName, sqlPath, withDuckDb } from "./duckdb.ts";
import { NestedValueError } from "./errors.ts";
import { throwIfAborted } from "./file-bytes.ts";

/** Reads an unpacked Parquet file; messages name the file of the context. @throws DamagedFileError, NestedValueError */
export function parquetRows(
  plainFile: string,
  { file, gzip, sizeBytes, options, consumer }: RowsContext,
): Promise<{ table: TableFacts; rows: number }> {
  return withDuckDb(options.signal, async (connection) => {
    const source = `read_parquet(${sqlPath(plainFile)}, hive_partitioning = false)`;
    const described = await attemptDuckDb(file, options, () => describeColumns(connection, source));
    const table: TableFacts = {
      file,
      format: "parquet",
      gzip,
      sizeBytes,
      columns: described.map(({ name }) => name),
      delimiter: null,
    };
    const used = [...new Set(consumer.begin(table, Buffer.alloc(0)))];
    for (const index of used) {
      const { name, type } = described[index]!;
      if (/STRUCT|MAP|UNION|\[.*\[/.test(type))
        throw new NestedValueError({ file, column: name }, `values of type ${type}`);
    }
    const selected = used.map((index) => textOf(described[index]!)).join(", ") || "1";
    const result = await attemptDuckDb(file, options, () => connection.stream(`SELECT ${selected} FROM ${source}`));
    const place = new Map(used.map((column, at) => [column, at]));
    let number = 0;
    let columns: readonly (readonly unknown[])[] = [];
    let at = 0;
    const row: DataRow = {
      get number() {
        return number;
      },
      mayHoldOddBytes: true,
      cell(column) {
        const value = columns[place.get(column)!]![at];
        if (value === null) return undefined;
        if (typeof value === "string") return Buffer.from(value, "utf8");
        throw new NestedValueError({ file, row: number, column: table.columns[column]! }, "a list");
      },
      list(column) {
        const value = columns[place.get(column)!]![at];
        if (value === null || typeof value === "string") return undefined;
        const { items } = value as { readonly items: readonly (string | null)[] };
        if (items.every((item) => item !== null)) return items;
        throw new NestedValueError({ file, row: number, column: table.columns[column]! }, "a list with null");
      },
      raw: () => Buffer.alloc(0),
    };
    for (;;) {
      const chunk = await attemptDuckDb(file, options, () => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) break;
      columns = used.map((_, index) => chunk.getColumnValues(index));
      for (at = 0; at < chunk.rowCount; at++) {
        number++;
        consumer.row(row);
      }
      throwIfAborted(options);
      await consumer.settle?.();
    }
    return { table, rows: number };
  });
}

/** Text as it is, bytes as UTF-8, everything else as DuckDB writes it; lists item by item. */
function textOf({ name, type }: { readonly name: string; readonly type: string }): string {
  if (type.endsWith("]")) return `CAST(${sqlName(name)} AS VARCHAR[])`;
  if (type === "VARCHAR") return sqlName(name);
  return type === "BLOB" ? `decode(${sqlName(name)})` : `CAST(${sqlName(name)} AS VARCHAR)`;
}

async function describeColumns(connection: DuckDBConnection, source: string) {
  const result = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  return result.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}
