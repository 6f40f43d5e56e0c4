/** @file Stores the rows that a version does not have yet, wherever they stand: rows are found again by their hashes. */
import { randomInt } from "node:crypto";
import type { BlobStore, BlobWriter } from "../blobs/index.ts";
import { ChangedFileError, sourceName } from "../data/index.ts";
import { digestLayout } from "./column-digests.ts";
import type { DataVersion } from "./data-version.ts";
import { createDigestBuffers } from "./digest-buffers.ts";
import { createIntegerList } from "./integer-list.ts";
import { keepOrder } from "./match-rows.ts";
import type { ColumnBuffer } from "./parquet/column-buffer.ts";
import type { ColumnCells } from "./parquet/column-cells.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import { createPartWriter, type PartWriter } from "./parquet/part-writer.ts";
import { finishParts, isWasteful, MOST_PARTS, planParts } from "./part-plan.ts";
import { appendRow, passRows } from "./pass-rows.ts";
import { visitRows } from "./read-rows.ts";
import { createRowHasher, type RowHasher } from "./row-hash.ts";
import { createRowIndex, type RowIndex } from "./row-index.ts";
import { readRowRuns } from "./row-runs.ts";
import type { StoredRows, StoreRequest } from "./store-request.ts";

/** `undefined` where it is better to store all rows afresh. */
export async function storeChanges(request: StoreRequest, before: DataVersion): Promise<StoredRows | undefined> {
  const { blobs, source, columns, options } = request;
  const observer = request.startObserving();
  const seed = randomInt(2 ** 32);
  const index = await indexRows(blobs, before, columns, seed);
  const matches = createIntegerList();
  let blob: BlobWriter = await blobs.create();
  try {
    let delta = createPartWriter(blob, columns);
    const digests = createDigestBuffers(columns.length);
    const hasher = createRowHasher(seed);
    const summary = await passRows(source, columns, "Storing", options, {
      row(row) {
        appendRow(row, columns, digests.cells);
        for (const cells of digests.cells) hasher.add(cells.bytes, cells.lastStart, cells.lastEnd);
        const match = index.take(hasher.finish());
        matches.add(match);
        if (match === -1) copyRow(digests.cells, delta);
        observer.row(row, digests.cells);
        digests.endRows(1);
      },
      async settle() {
        await digests.settle();
        await delta.settle();
      },
    });
    const matched = matches.finish();
    const moved = keepOrder(matched, index);
    const runsBefore = await readRowRuns(blobs, before.layout);
    let plan = planParts(matched, runsBefore, before.layout);
    if (plan.parts.length > MOST_PARTS) plan = planParts(matched, runsBefore, before.layout, plan.largest);
    if (isWasteful(plan, matched.length)) return undefined;
    if (moved > 0 || plan.dropped > 0) {
      await blob.discard();
      blob = await blobs.create();
      delta = createPartWriter(blob, columns);
      let at = 0;
      const again = await passRows(source, columns, "Storing again", options, {
        row(row) {
          if (matched[at++] !== -1) return;
          appendRow(row, columns, delta.cells);
          delta.endRows(1);
        },
        settle: () => delta.settle(),
      });
      if (again.digest !== summary.digest) throw new ChangedFileError(sourceName(source));
    }
    const stored = await finishParts(blobs, plan, delta);
    const found = await digestLayout(blobs, stored.layout, columns.length);
    const wanted = await digests.finish();
    if (found.some((digest, column) => digest !== wanted[column])) {
      for (const { sha256 } of stored.addedBlobs) await blobs.delete(sha256);
      return undefined; // two different rows had the same hash
    }
    return {
      ...stored,
      rows: matched.length,
      digests: wanted,
      keptRows: matched.length - plan.newRows,
      summary,
    };
  } finally {
    await blob.discard();
  }
}

async function indexRows(
  blobs: BlobStore,
  { layout }: DataVersion,
  columns: readonly PartColumn[],
  seed: number,
): Promise<RowIndex> {
  const index = createRowIndex();
  const hasher = createRowHasher(seed);
  await visitRows(
    blobs,
    layout,
    columns.map((_, column) => column),
    {
      rows(cells, from, until) {
        for (let row = from; row < until; row++) {
          for (const column of cells) hashCell(hasher, column, row);
          index.add(hasher.finish());
        }
      },
    },
  );
  return index.finish();
}

function copyRow(from: readonly ColumnBuffer[], part: PartWriter): void {
  for (const [column, cells] of from.entries()) part.cells[column]!.append(lastCell(cells));
  part.endRows(1);
}

/** The cell that a column took last; valid until its next. */
function lastCell({ bytes, lastStart, lastEnd }: ColumnBuffer): Uint8Array | undefined {
  return lastStart === -1 ? undefined : bytes.subarray(lastStart, lastEnd);
}

function hashCell(hasher: RowHasher, { page, starts, hasNulls, isNull }: ColumnCells, row: number): void {
  if (hasNulls && isNull(row)) hasher.add(page, -1, -1);
  else hasher.add(page, starts[row]! + 4, starts[row + 1]!);
}
