/** @file Rows on their way into a Parquet file: held in a table of DuckDB, which spills to disk beyond its memory. */
import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { attemptWriting, sqlName, sqlText } from "../duckdb.ts";
import { UnwritableColumnError, UnwritableRowError } from "../errors.ts";
import type { WrittenRow, WrittenTable } from "./table-format.ts";

/** The rows of one Parquet file. */
export interface ParquetStage {
  write(row: WrittenRow): void;
  settle(): Promise<void>;
  /** Writes the file; gives its columns with DuckDB's types, and the number of rows. */
  finish(target: string): Promise<{ readonly columns: readonly StagedColumn[]; readonly rows: number }>;
}

/** A column as it is written. */
export interface StagedColumn {
  readonly name: string;
  readonly type: string;
}

const VECTOR_ROWS = 2048;

/** Types whose values survive being written as text and read again. */
const exactTypes =
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|BOOLEAN|DATE|TIME|TIMESTAMP(_S|_MS|_NS)?|DECIMAL\(\d+,\d+\))(\[\])?$/;

/** Starts a table named `name` for the named columns of `table`. @throws UnwritableColumnError */
export function createParquetStage(
  connection: DuckDBConnection,
  name: string,
  { source, columns, types }: WrittenTable,
  used: readonly number[],
  signal: AbortSignal | undefined,
): ParquetStage {
  requireDistinctNames(
    source,
    used.map((column) => columns[column]!),
  );
  let values: (string | readonly string[] | null)[][] = used.map(() => []);
  let held = 0;
  let rows = 0;
  let lists: readonly boolean[] | undefined; // by column, once the first rows are known
  let appender: Awaited<ReturnType<DuckDBConnection["createAppender"]>> | undefined;

  async function flush(): Promise<void> {
    const { DuckDBDataChunk, LIST, listValue, VARCHAR } = await import("@duckdb/node-api");
    lists ??= values.map((column, at) => {
      const first = column.find((value) => value !== null);
      return first === undefined ? (types?.[used[at]!]?.endsWith("[]") ?? false) : typeof first !== "string";
    });
    const duckTypes: DuckDBType[] = lists.map((isList) => (isList ? LIST(VARCHAR) : VARCHAR));
    if (appender === undefined) {
      const fields = lists.map((isList, at) => `c${at} VARCHAR${isList ? "[]" : ""}`).join(", ");
      await connection.run(`CREATE TEMP TABLE ${name} (${fields})`);
      appender = await connection.createAppender(name);
    }
    for (let start = 0; start < held; start += VECTOR_ROWS) {
      const chunk = DuckDBDataChunk.create(duckTypes);
      chunk.setColumns(
        values.map((column, at) =>
          column.slice(start, start + VECTOR_ROWS).map((value, offset): DuckDBValue => {
            if (value === null) return null;
            const isList = typeof value !== "string";
            if (isList === lists![at]) return isList ? listValue([...value]) : value;
            const place = { file: source, row: rows - held + start + offset + 1, column: columns[used[at]!]! };
            throw new UnwritableRowError(
              place,
              isList ? "a list where other rows hold a text" : "a text where other rows hold a list",
              "Parquet",
            );
          }),
        ),
      );
      appender.appendDataChunk(chunk);
    }
    values = used.map(() => []);
    held = 0;
  }

  return {
    write(row) {
      for (const [at, column] of used.entries()) {
        const list = row.list(column);
        const cell = list === undefined ? row.cell(column) : undefined;
        values[at]!.push(
          list ??
            (cell === undefined ? null : Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString("utf8")),
        );
      }
      held++;
      rows++;
    },
    async settle() {
      if (held >= VECTOR_ROWS) await attemptWriting(signal, flush);
    },
    finish: (target) =>
      attemptWriting(signal, async () => {
        await flush();
        appender!.closeSync();
        const staged = used.map((column, at): StagedColumn => {
          const type = types?.[column];
          const text = lists![at] ? "VARCHAR[]" : "VARCHAR";
          return {
            name: columns[column]!,
            type: type !== undefined && exactTypes.test(type) && type.endsWith("[]") === lists![at] ? type : text,
          };
        });
        const selected = staged.map(({ name, type }, at) => `CAST(c${at} AS ${type}) AS ${sqlName(name)}`).join(", ");
        await connection.run(`COPY (SELECT ${selected} FROM ${name}) TO ${sqlText(target)} (FORMAT parquet)`);
        await connection.run(`DROP TABLE ${name}`);
        return { columns: staged, rows };
      }),
  };
}

function requireDistinctNames(source: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (name === "") throw new UnwritableColumnError(source, name, "has no name", "Parquet");
    if (seen.has(name.toLowerCase()))
      throw new UnwritableColumnError(source, name, "has the name of another column but for case", "Parquet");
    seen.add(name.toLowerCase());
  }
}
