/**
 * @file Keeps the rows of a source as immutable parts. Rows that the version before has already, in the same order, are
 * not stored again: the layout then names runs of its parts and of one part with what is new.
 */
import { stat } from "node:fs/promises";
import type { DataSource } from "../data/index.ts";
import { createColumnDigests } from "./column-digests.ts";
import type { DataVersion } from "./data-version.ts";
import { createPartWriter } from "./parquet/part-writer.ts";
import { fillColumns } from "./pass-rows.ts";
import { storeAligned } from "./store-aligned.ts";
import { storeChanges } from "./store-changes.ts";
import type { StoredRows, StoreRequest } from "./store-request.ts";

/** From here on not hashing rows pays. */
const LARGE_BYTES = 16 * 2 ** 20;

/** Stores every row of a source. `before` must have the same columns. */
export async function storeRows(
  request: StoreRequest,
  before: DataVersion | undefined,
  largeBytes = LARGE_BYTES,
): Promise<StoredRows> {
  const isLarge = (await sizeOf(request.source)) >= largeBytes;
  return (
    (before !== undefined && isLarge ? await storeAligned(request, before) : undefined) ??
    (before === undefined ? undefined : await storeChanges(request, before)) ??
    (await storeAfresh(request))
  );
}

async function sizeOf(source: DataSource): Promise<number> {
  return typeof source === "string" ? (await stat(source)).size : source.sizeBytes;
}

async function storeAfresh(request: StoreRequest): Promise<StoredRows> {
  const { blobs, source, columns, options } = request;
  const observer = request.startObserving();
  const blob = await blobs.create();
  const digests = createColumnDigests(columns.length);
  try {
    const writer = createPartWriter(blob, columns, digests.update);
    const summary = await fillColumns(source, columns, options, writer, observer);
    const { sha256, sizeBytes, added } = await writer.finish();
    return {
      rows: writer.rows,
      digests: digests.finish(),
      layout: {
        format: "lexops-data-layout/v1",
        parts: [{ sha256, sizeBytes, rows: writer.rows }],
        order: null,
        split: null,
      },
      addedBlobs: added ? [{ sha256, sizeBytes }] : [],
      keptRows: 0,
      summary,
    };
  } finally {
    await blob.discard();
  }
}
