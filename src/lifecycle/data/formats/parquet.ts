/** @file Parquet, by DuckDB. */
import path from "node:path";
import { openDuckDb } from "../duckdb.ts";
import { createParquetStage, type ParquetStage } from "./parquet-stage.ts";
import type { TableFormat } from "./table-format.ts";

export const parquet: TableFormat = {
  title: "Parquet",
  extensions: [".parquet"],
  async openWriter(target, { signal }) {
    const { connection, close } = await openDuckDb(signal);
    let stage!: ParquetStage;
    return {
      begin(table) {
        stage = createParquetStage(connection, "staged", table, [...table.columns.keys()], signal);
      },
      write: (row) => stage.write(row),
      settle: () => stage.settle(),
      async finish() {
        await stage.finish(path.resolve(target));
        await close();
        return [];
      },
      abandon: close,
    };
  },
};
