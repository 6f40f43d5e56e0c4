/** @file The order of a version's rows: runs of rows of its parts. */
import type { BlobStore, PutBlob } from "../blobs/index.ts";
import type { DataLayout } from "./manifest.config.ts";
import { openPart } from "./parquet/part-reader.ts";
import { createPartWriter } from "./parquet/part-writer.ts";

/** Runs of rows, in three lists. */
export interface RowRuns {
  readonly length: number;
  readonly parts: Int32Array;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
}

/** Collects rows one by one as runs. */
export interface RowRunsBuilder {
  add(part: number, row: number): void;
  finish(): RowRuns;
}

/** Starts without rows. */
export function createRowRuns(): RowRunsBuilder {
  let fields = new Int32Array(3 * 1024);
  let runs = 0;
  let lastPart = -1;
  let nextRow = -1;
  return {
    add(part, row) {
      if (part === lastPart && row === nextRow) {
        fields[(runs - 1) * 3 + 2]!++;
        nextRow++;
        return;
      }
      if (runs * 3 === fields.length) {
        const grown = new Int32Array(fields.length * 2);
        grown.set(fields);
        fields = grown;
      }
      fields[runs * 3] = part;
      fields[runs * 3 + 1] = row;
      fields[runs * 3 + 2] = 1;
      runs++;
      lastPart = part;
      nextRow = row + 1;
    },
    finish() {
      const pick = (field: number) => Int32Array.from({ length: runs }, (_, run) => fields[run * 3 + field]!);
      return { length: runs, parts: pick(0), starts: pick(1), lengths: pick(2) };
    },
  };
}

/** Whether the runs are all rows of each part, one part after another. */
export function isWhole({ length, parts, starts, lengths }: RowRuns, partRows: readonly number[]): boolean {
  if (length !== partRows.length) return false;
  for (let run = 0; run < length; run++)
    if (parts[run] !== run || starts[run] !== 0 || lengths[run] !== partRows[run]) return false;
  return true;
}

const COLUMNS = [
  { name: "part", type: "int32" },
  { name: "start", type: "int32" },
  { name: "length", type: "int32" },
] as const;

/** Keeps runs as a blob. */
export async function writeRowRuns(blobs: BlobStore, { length, parts, starts, lengths }: RowRuns): Promise<PutBlob> {
  const blob = await blobs.create();
  try {
    const writer = createPartWriter(blob, COLUMNS);
    for (let run = 0; run < length; run++) {
      writer.cells[0]!.appendNumber(parts[run]!);
      writer.cells[1]!.appendNumber(starts[run]!);
      writer.cells[2]!.appendNumber(lengths[run]!);
      writer.endRows(1);
    }
    return await writer.finish();
  } finally {
    await blob.discard();
  }
}

/** The runs of a layout. @throws MissingBlobError, DamagedBlobError */
export async function readRowRuns(blobs: BlobStore, { parts, order }: DataLayout): Promise<RowRuns> {
  if (order === null) {
    const filled = parts.map(({ rows }, part) => ({ part, rows })).filter(({ rows }) => rows > 0);
    return {
      length: filled.length,
      parts: Int32Array.from(filled, ({ part }) => part),
      starts: new Int32Array(filled.length),
      lengths: Int32Array.from(filled, ({ rows }) => rows),
    };
  }
  const reader = await openPart(await blobs.open(order.sha256));
  try {
    const fields = [0, 1, 2].map(() => new Int32Array(reader.rows));
    for (let group = 0; group + 1 < reader.starts.length; group++) {
      const columns = await reader.readGroup(group, [0, 1, 2]);
      const start = reader.starts[group]!;
      for (let row = start; row < reader.starts[group + 1]!; row++)
        for (const [field, values] of fields.entries()) values[row] = columns[field]!.number(row - start);
    }
    const [runParts, starts, lengths] = fields as [Int32Array, Int32Array, Int32Array];
    return { length: reader.rows, parts: runParts, starts, lengths };
  } finally {
    await reader.close();
  }
}
