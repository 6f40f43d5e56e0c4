/** @file Reads a Hugging Face folder as one table: the shards of every split in order, the split as the last column. */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { DataRow, RowConsumer, RowsSummary, TableFacts } from "../data-row.ts";
import { MixedSchemaError, UnknownClassError } from "../errors.ts";
import type { ByteOptions } from "../file-bytes.ts";
import { parquetMetadata } from "../parquet-rows.ts";
import { classNamesOfMetadata, filesOfFolder } from "./hugging-face-files.ts";

/** How one file is read. */
type ReadFile = (file: string, options: ByteOptions, consumer: RowConsumer) => Promise<RowsSummary>;

/**
 * Reads the rows of all shards. Classes come by their names; the digest covers every shard's name and digest.
 * @throws NoDataFilesError, WrongCardError, MixedSchemaError, UnknownClassError, and what reading a shard throws
 */
export async function huggingFaceRows(
  folder: string,
  options: ByteOptions,
  consumer: RowConsumer,
  readFile: ReadFile,
): Promise<RowsSummary> {
  const { files, classNames, hasFeatures } = await filesOfFolder(folder);
  const sizes = await Promise.all(files.map(async ({ name }) => (await stat(path.join(folder, name))).size));
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  const names = hasFeatures ? classNames : await namesFromMetadata(path.join(folder, files[0]!.name), options);
  const hash = createHash("sha256");
  const warnings: RowsSummary["warnings"][number][] = [];
  let table: TableFacts | undefined;
  let used: readonly number[] = [];
  let rows = 0;
  let doneBytes = 0;

  for (const [at, { name, split }] of files.entries()) {
    const file = path.join(folder, name);
    const isLast = at === files.length - 1;
    const summary = await readFile(
      file,
      {
        ...options,
        memory: undefined, // which is for one file
        progress: ({ done, total = 1, ...event }) =>
          options.progress?.({
            ...event,
            done: Math.floor(doneBytes + (done / Math.max(1, total)) * sizes[at]!),
            total: sizeBytes,
            unit: "bytes",
            finished: isLast && event.finished === true,
          }),
      },
      {
        begin(shard) {
          if (table === undefined) {
            const splitName = shard.columns.includes("split") ? "hugging_face_split" : "split";
            const columns = [...shard.columns, splitName];
            const classes = shard.columns.map((column) => names.get(column));
            table = {
              file: folder,
              format: "hugging-face",
              gzip: false,
              sizeBytes,
              columns,
              delimiter: null,
              roles: { split: splitName },
              types: [
                ...shard.columns.map((_, column) =>
                  classes[column] === undefined
                    ? (shard.types?.[column] ?? "VARCHAR")
                    : shard.types?.[column]?.endsWith("]")
                      ? "VARCHAR[]"
                      : "VARCHAR",
                ),
                "VARCHAR",
              ],
            };
            used = consumer.begin(table, Buffer.alloc(0));
          } else requireSameColumns(folder, name, table, shard, names);
          return used.filter((column) => column < shard.columns.length);
        },
        row: shardRows(consumer, folder, name, split, () => table!.columns, names, rows),
        settle: consumer.settle,
      },
    );
    rows += summary.rows;
    doneBytes += sizes[at]!;
    warnings.push(...summary.warnings);
    hash.update(`${split}\t${name}\t${summary.digest}\n`);
  }
  return {
    ...table!,
    rows,
    digest: hash.digest("hex"),
    encoding: null,
    byteOrderMark: false,
    hasInvalidBytes: false,
    warnings,
  };
}

async function namesFromMetadata(file: string, options: ByteOptions) {
  const metadata = file.endsWith(".parquet") ? await parquetMetadata(file, "huggingface", options) : undefined;
  return classNamesOfMetadata(metadata ?? "{}");
}

/** Hands on the rows of one shard, whose first follows `before` others. */
function shardRows(
  consumer: RowConsumer,
  folder: string,
  shard: string,
  split: string,
  columns: () => readonly string[],
  classNames: ReadonlyMap<string, readonly string[]>,
  before: number,
): (row: DataRow) => void {
  const splitBytes = Buffer.from(split);
  let current!: DataRow;

  function className(names: readonly string[], id: string, column: string): string | undefined {
    if (id === "-1") return undefined; // how `datasets` says that there is no label
    const name = names[Number(id)];
    if (name === undefined || !/^\d+$/.test(id))
      throw new UnknownClassError({ file: path.join(folder, shard), row: current.number, column }, id, names.length);
    return name;
  }

  const row: DataRow = {
    get number() {
      return before + current.number;
    },
    get mayHoldOddBytes() {
      return current.mayHoldOddBytes;
    },
    cell(column) {
      const name = columns()[column]!;
      if (column === columns().length - 1) return splitBytes;
      const cell = current.cell(column);
      const names = classNames.get(name);
      if (names === undefined || cell === undefined) return cell;
      const found = className(names, Buffer.from(cell).toString("utf8"), name);
      return found === undefined ? undefined : Buffer.from(found);
    },
    list(column) {
      if (column === columns().length - 1) return undefined;
      const list = current.list(column);
      const name = columns()[column]!;
      const names = classNames.get(name);
      return names === undefined ? list : list?.map((id) => className(names, id, name) ?? "");
    },
    isPlain: (column) =>
      column < columns().length - 1 && !classNames.has(columns()[column]!) && current.isPlain(column),
    raw: () => Buffer.alloc(0),
  };
  return (shardRow) => {
    current = shardRow;
    consumer.row(row);
  };
}

function requireSameColumns(
  folder: string,
  shard: string,
  { columns, types }: TableFacts,
  found: TableFacts,
  classNames: ReadonlyMap<string, readonly string[]>,
): void {
  const expected = columns.slice(0, -1);
  if (found.columns.length !== expected.length || found.columns.some((name, column) => name !== expected[column]))
    throw new MixedSchemaError(folder, shard, found.columns, expected);
  for (const [column, type] of (found.types ?? []).entries())
    if (!classNames.has(expected[column]!) && types?.[column] !== type)
      throw new MixedSchemaError(
        folder,
        shard,
        [`${expected[column]!} ${type}`],
        [`${expected[column]!} ${types?.[column]}`],
      );
}
