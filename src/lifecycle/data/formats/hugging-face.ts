/** @file A folder as the Hugging Face Hub lays it out: `data/<split>-*.parquet` and a README with YAML. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDuckDb } from "../duckdb.ts";
import { UnwritableRowError } from "../errors.ts";
import { huggingFaceCard, type WrittenSplit } from "./hugging-face-card.ts";
import { createParquetStage, type ParquetStage } from "./parquet-stage.ts";
import type { TableFormat, WrittenRow, WrittenTable } from "./table-format.ts";

const TITLE = "a Hugging Face folder";

/** The usual splits come first, in this order. */
const USUAL_SPLITS = ["train", "validation", "test"];

/** More than this many are no splits. */
const MOST_SPLITS = 32;

export const huggingFace: TableFormat = {
  title: TITLE,
  extensions: [],
  async openWriter(target, { signal }) {
    await mkdir(path.join(target, "data"), { recursive: true });
    const { connection, close } = await openDuckDb(signal);
    const stages = new Map<string, ParquetStage>();
    let table!: WrittenTable;
    let used: readonly number[] = [];

    function stageOf(row: WrittenRow): ParquetStage {
      const split = splitOf(row, table);
      let stage = stages.get(split);
      if (stage === undefined) {
        if (stages.size === MOST_SPLITS)
          throw new UnwritableRowError(place(row, table), `one split more than ${MOST_SPLITS}`, TITLE);
        stage = createParquetStage(connection, `staged${stages.size}`, table, used, signal);
        stages.set(split, stage);
      }
      return stage;
    }

    return {
      begin(described) {
        table = described;
        used = table.columns.map((_, column) => column).filter((column) => column !== table.split);
      },
      write: (row) => stageOf(row).write(row),
      async settle() {
        for (const stage of stages.values()) await stage.settle();
      },
      async finish() {
        const order = (name: string) =>
          (USUAL_SPLITS.indexOf(name) + USUAL_SPLITS.length + 1) % (USUAL_SPLITS.length + 1);
        const names = [...stages.keys()].sort((left, right) => order(left) - order(right) || (left < right ? -1 : 1));
        const splits: WrittenSplit[] = [];
        for (const name of names) {
          const file = path.join(target, "data", `${name}-00000-of-00001.parquet`);
          splits.push({ name, file, ...(await stages.get(name)!.finish(path.resolve(file))) });
        }
        await close();
        await writeFile(path.join(target, "README.md"), await huggingFaceCard(splits), { flush: true });
        return [];
      },
      abandon: close,
    };
  },
};

const place = (row: WrittenRow, { source, columns, split }: WrittenTable) => ({
  file: source,
  row: row.number,
  column: columns[split!]!,
});

/** The split that a row belongs to: what its column says, or "train". */
function splitOf(row: WrittenRow, table: WrittenTable): string {
  if (table.split === null) return "train";
  const cell = row.cell(table.split);
  const name = cell === undefined ? "" : Buffer.from(cell).toString("utf8");
  if (!/^\w{1,64}$/.test(name))
    throw new UnwritableRowError(
      place(row, table),
      name === "" ? "no split" : `the split ${JSON.stringify(name.slice(0, 80))}, which is no plain word,`,
      TITLE,
    );
  return name;
}
