/**
 * @file What a column holds, as one digest that doesn't depend on how it is cut into row groups and parts: SHA-256 over
 * the SHA-256 of all cells that are not null (each its length in 32 bits, little endian, then its bytes) followed by
 * the SHA-256 of the numbers, from 0, of the rows that are null (64 bits each, little endian).
 */
import { createHash } from "node:crypto";
import type { BlobStore } from "../blobs/index.ts";
import type { DataLayout } from "./manifest.config.ts";
import type { FilledColumn } from "./parquet/column-buffer.ts";
import type { ColumnCells } from "./parquet/column-cells.ts";
import { visitRows } from "./read-rows.ts";

/** Digests of all columns of a table. */
export interface ColumnDigests {
  /** Takes the next rows. */
  update(columns: readonly FilledColumn[]): void;
  /** [columns] */
  finish(): string[];
}

/** Starts with no rows. */
export function createColumnDigests(columns: number): ColumnDigests {
  const hashes = Array.from({ length: columns }, () => ({ cells: createHash("sha256"), nulls: createHash("sha256") }));
  let before = 0;
  return {
    update(filled) {
      for (const [at, { plain, nulls }] of filled.entries()) {
        hashes[at]!.cells.update(plain);
        if (nulls.length > 0) hashes[at]!.nulls.update(BigUint64Array.from(nulls, (row) => BigInt(before + row)));
      }
      before += filled[0]?.rows ?? 0;
    },
    finish: () =>
      hashes.map(({ cells, nulls }) =>
        createHash("sha256").update(cells.digest()).update(nulls.digest()).digest("hex"),
      ),
  };
}

/** The digests of the rows that a layout gives: whether it holds what it should. */
export async function digestLayout(blobs: BlobStore, layout: DataLayout, columns: number): Promise<string[]> {
  const digests = createColumnDigests(columns);
  const indices = Array.from({ length: columns }, (_, column) => column);
  await visitRows(blobs, layout, indices, {
    rows(cells, from, until) {
      digests.update(
        cells.map((column) => ({
          rows: until - from,
          plain: column.plain(from, until),
          nulls: nullsOf(column, from, until),
          freeBytes: 0,
        })),
      );
    },
  });
  return digests.finish();
}

const noNulls: readonly number[] = [];

function nullsOf(column: ColumnCells, from: number, until: number): readonly number[] {
  if (!column.hasNulls) return noNulls;
  const nulls: number[] = [];
  for (let row = from; row < until; row++) if (column.isNull(row)) nulls.push(row - from);
  return nulls;
}
