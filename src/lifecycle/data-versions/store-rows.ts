/**
 * @file Keeps the rows of a source as immutable parts. Rows that the version before has already, in the same order, are
 * not stored again: the layout then names runs of its parts and of one part with what is new.
 */
import { stat } from "node:fs/promises";
import type { DataSource } from "../data/index.ts";
import { createDigester, createThreadedDigester } from "./column-digester.ts";
import type { DataVersion } from "./data-version.ts";
import { createPartWriter } from "./parquet/part-writer.ts";
import { appendRow, passRows } from "./pass-rows.ts";
import { storeAligned } from "./store-aligned.ts";
import { storeChanges } from "./store-changes.ts";
import type { StoredRows, StoreRequest } from "./store-request.ts";

/** From here on a thread of its own pays, and not hashing rows does. */
const LARGE_BYTES = 16 * 2 ** 20;

/** Stores every row of a source. `before` must have the same columns. */
export async function storeRows(
  request: Omit<StoreRequest, "openDigester">,
  before: DataVersion | undefined,
  largeBytes = LARGE_BYTES,
): Promise<StoredRows> {
  const { source, columns } = request;
  const isLarge = (await sizeOf(source)) >= largeBytes;
  const openDigester = () => (isLarge ? createThreadedDigester : createDigester)(columns.length);
  const asked = { ...request, openDigester };
  return (
    (before !== undefined && isLarge ? await storeAligned(asked, before) : undefined) ??
    (before === undefined ? undefined : await storeChanges(asked, before)) ??
    (await storeAfresh(asked))
  );
}

async function sizeOf(source: DataSource): Promise<number> {
  return typeof source === "string" ? (await stat(source)).size : source.sizeBytes;
}

async function storeAfresh(request: StoreRequest): Promise<StoredRows> {
  const { blobs, source, columns, options } = request;
  const observe = request.startObserving();
  const blob = await blobs.create();
  const digester = request.openDigester();
  try {
    const writer = createPartWriter(blob, columns, digester.pack);
    const summary = await passRows(source, columns, "Storing", options, {
      row(row) {
        appendRow(row, columns, writer.cells);
        observe(row, writer.cells);
        writer.endRow();
      },
      settle: () => writer.settle(),
    });
    const { sha256, sizeBytes, added } = await writer.finish();
    return {
      rows: writer.rows,
      digests: await digester.finish(),
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
    await digester.close();
    await blob.discard();
  }
}
