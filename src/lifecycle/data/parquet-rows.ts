/** @file The rows of Parquet, read by DuckDB one vector at a time. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataRow, RowsContext, TableFacts } from "./data-row.ts";
import { attemptDuckDb, sqlName, sqlPath, sqlText, withDuckDb } from "./duckdb.ts";
import { NestedValueError } from "./errors.ts";
import { type ByteOptions, throwIfAborted } from "./file-bytes.ts";

/** Types of numbers and truth values. */
const plainTypes = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|BOOLEAN|DECIMAL\(.*\))$/;

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
      types: described.map(({ type }) => type),
    };
    const used = [...new Set(consumer.begin(table, Buffer.alloc(0)))];
    for (const index of used) {
      const { name, type } = described[index]!;
      if (/STRUCT|MAP|UNION|\[.*\[/.test(type))
        throw new NestedValueError({ file, column: name }, `values of type ${type}`);
    }
    const selected = used.map((index) => bytesOf(described[index]!)).join(", ") || "1";
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
        const value = columns[place.get(column)!]![at] as StoredValue;
        if (value === null) return undefined;
        if ("bytes" in value) return value.bytes;
        throw new NestedValueError({ file, row: number, column: table.columns[column]! }, "a list");
      },
      list(column) {
        const value = columns[place.get(column)!]![at] as StoredValue;
        if (value === null || "bytes" in value) return undefined;
        return value.items.map((item) => {
          if (item !== null) return asBuffer(item.bytes).toString("utf8");
          throw new NestedValueError({ file, row: number, column: table.columns[column]! }, "a list with null");
        });
      },
      isPlain: (column) => plainTypes.test(described[column]!.type),
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

/** A text that the maker of a Parquet file left in its metadata. */
export function parquetMetadata(file: string, key: string, options: ByteOptions): Promise<string | undefined> {
  return withDuckDb(options.signal, async (connection) => {
    const query = `SELECT decode(value) FROM parquet_kv_metadata(${sqlPath(file)}) WHERE decode(key) = ${sqlText(key)}`;
    const result = await attemptDuckDb(file, options, () => connection.runAndReadAll(query));
    const [row] = result.getRows();
    return row === undefined ? undefined : String(row[0]);
  });
}

/** A cell as DuckDB hands it over: bytes, because its own decoding drops a byte order mark. */
type StoredValue = StoredText | { readonly items: readonly (StoredText | null)[] } | null;

interface StoredText {
  readonly bytes: Uint8Array;
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Text as it is, bytes as UTF-8, everything else as DuckDB writes it; lists item by item. All as bytes. */
function bytesOf({ name, type }: { readonly name: string; readonly type: string }): string {
  const column = sqlName(name);
  if (type.endsWith("]")) return `list_transform(CAST(${column} AS VARCHAR[]), lambda item: encode(item))`;
  if (type === "BLOB") return `encode(decode(${column}))`;
  return `encode(${type === "VARCHAR" ? column : `CAST(${column} AS VARCHAR)`})`;
}

async function describeColumns(connection: DuckDBConnection, source: string) {
  const result = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  return result.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}
